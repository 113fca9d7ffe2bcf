// The search and the article in a browser, before the real daemon. Counts are never written here: what is shown is held against the API.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NAME, address, api, arrive, countIsTheApis, focused, heading, onPage, open, phone, rareLanguage, ready, searchBox, wide } from './stage.mjs';

test('from a name to an article and back: results, marks, filters, chips, history', onPage(wide, async (page) => {
  await open(page, '/');
  await searchBox(page).fill(NAME);
  await page.keyboard.press('Enter');
  await arrive(page, (url) => url.searchParams.get('q') === NAME);
  const found = await countIsTheApis(page);
  assert.ok(found > 0);
  assert.match(await heading(page).textContent(), new RegExp(`“${NAME}”`));
  assert.match(await page.locator('#live').textContent(), /\d article/);

  const marks = await page.locator('.card mark').allTextContents();
  assert.ok(marks.length, 'cards show what matched');

  // A filter: the box keeps the focus, the address says it, the count is the API's.
  const box = page.locator('.facet input[type=checkbox]').first();
  const key = await box.getAttribute('data-key');
  await box.focus();
  await page.keyboard.press('Space');
  await arrive(page, (url) => url.searchParams.size === 2);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), key);
  assert.ok(await page.locator(`[data-key="${key}"]`).isChecked());
  assert.ok(await countIsTheApis(page) <= found);
  const [field, id] = key.split(' ');
  assert.equal(new URL(page.url()).searchParams.get(field), id);

  // The chip takes it away again; then Back and Forward.
  await page.locator('.results .chip').click();
  await arrive(page, (url) => url.searchParams.size === 1);
  assert.equal(await countIsTheApis(page), found);
  assert.equal(await focused(page, 'tagName'), 'H1');
  await page.goBack();
  await arrive(page, (url) => url.searchParams.size === 2);
  assert.ok(await page.locator(`[data-key="${key}"]`).isChecked());
  await page.goForward();
  await arrive(page, (url) => url.searchParams.size === 1);
  assert.equal(await countIsTheApis(page), found);

  // An article, its matches, and back to the very same place.
  const list = page.url();
  const title = page.locator('.card h2 a').nth(1);
  const name = await title.textContent();
  await title.scrollIntoViewIfNeeded();
  const scrolled = await page.evaluate(() => scrollY);
  await title.click();
  await arrive(page, (url) => url.pathname.startsWith('/article/') && url.searchParams.get('q') === NAME);
  assert.equal(await heading(page).textContent(), name);
  assert.ok(await page.locator('.article mark').count() > 0);
  await page.getByRole('link', { name: '← Previous' }).waitFor();
  await page.getByRole('button', { name: /^Next match/ }).click();
  assert.match(await page.locator('.stepper').textContent(), /^1 of \d+ match/);
  await page.keyboard.press('p');
  assert.match(await page.locator('.stepper').textContent(), /^(\d+) of \1 match/);
  assert.ok(await page.locator('mark.now').first().isVisible());
  await page.getByRole('link', { name: 'Back to results' }).click();
  await arrive(page, (url) => url.href === list);
  assert.equal(await focused(page), name);
  assert.ok(Math.abs(await page.evaluate(() => scrollY) - scrolled) < 4, 'the list stands where it stood');
}));

test('a name typed in Cyrillic marks Latin spellings too, and the line under the count says how to stop that', onPage(wide, async (page) => {
  await open(page, '/', { q: NAME, lang: 'en' });
  const marks = await page.locator('.card mark').allTextContents();
  assert.ok(marks.some((text) => /^[\p{Script=Latin}\s.'’-]+$/u.test(text)), `marks: ${marks}`);
  await page.getByRole('link', { name: /^Only this spelling/ }).click();
  await arrive(page, (url) => url.searchParams.get('spelling') === 'folded');
  await countIsTheApis(page);
  await page.getByRole('link', { name: 'All spellings', exact: true }).click();
  await arrive(page, (url) => !url.searchParams.has('spelling'));
}));

test('a deep link with everything in it survives a reload', onPage(wide, async (page) => {
  const query = { q: NAME, 'exclude.lang': await rareLanguage(), from: '2000', sort_by: 'oldest', group_by: 'none' };
  await open(page, '/', query);
  await countIsTheApis(page);
  assert.equal(await page.locator('.sort select').inputValue(), 'oldest');
  assert.equal(await page.getByLabel('Fold similar reports').isChecked(), false);
  assert.equal(await page.getByLabel('From', { exact: true }).inputValue(), '2000-01-01');
  assert.equal(await page.locator('.results .chip').count(), 2);
  const before = await page.locator('.results > ol').textContent();
  await page.reload();
  await ready(page);
  assert.equal(await page.locator('.results > ol').textContent(), before);
  for (const [name, value] of Object.entries(query)) assert.equal(new URL(page.url()).searchParams.get(name), value);
}));

test('two values of one facet offer any or all; leaving one out is a chip of its own', onPage(wide, async (page) => {
  await open(page, '/', { q: NAME });
  const people = page.locator('.facet').first();
  await people.locator('input[type=checkbox]').nth(0).click();
  await arrive(page, (url) => url.searchParams.getAll('person').length === 1);
  await people.locator('input[type=checkbox]').nth(1).click();
  await arrive(page, (url) => url.searchParams.getAll('person').length === 2);
  const any = await countIsTheApis(page);
  await people.getByLabel('Only with all of these').click();
  await arrive(page, (url) => url.searchParams.get('match.person') === 'all');
  assert.ok(await countIsTheApis(page) <= any);
  assert.deepEqual(await people.locator('input[type=checkbox]').evaluateAll((boxes) => boxes.slice(0, 2).map((box) => box.checked)), [true, true]);
  await page.getByRole('link', { name: 'Clear all' }).first().click();
  await arrive(page, (url) => url.search === `?${new URLSearchParams({ q: NAME })}`);

  const not = people.getByRole('link', { name: /^Leave out/ }).nth(1);
  await not.focus();
  await page.keyboard.press('Enter');
  await arrive(page, (url) => url.searchParams.has('exclude.person'));
  await countIsTheApis(page);
  assert.match(await page.locator('.results .chip').textContent(), /Person not/);
}));

test('"Show all" asks for the values beyond the first', onPage(wide, async (page) => {
  await open(page, '/', { sort_by: 'newest' });
  const { facet_counts: facets } = await api('/search', { facet_by: 'person', max_facet_values: 1000 });
  const people = page.locator('.facet').first();
  const button = people.getByRole('button', { name: /^Show all/ });
  if (!await button.count()) return assert.ok(facets[0].distinct <= 6);
  await button.click();
  await people.getByRole('button', { name: 'Show fewer' }).waitFor();
  assert.equal(await people.locator('input[type=checkbox]').count(), Math.min(1000, facets[0].distinct));
  assert.equal(await focused(page), 'Show fewer');
}));

test('dates by dragging over the bars and by the fields, each alone enough', onPage(wide, async (page) => {
  await open(page, '/', { q: NAME });
  const bars = await page.locator('.bars').boundingBox();
  await page.mouse.move(bars.x + bars.width * 0.25, bars.y + 20);
  await page.mouse.down();
  await page.mouse.move(bars.x + bars.width * 0.75, bars.y + 25, { steps: 4 });
  await page.mouse.up();
  await arrive(page, (url) => url.searchParams.has('from') && url.searchParams.has('to'));
  const { searchParams } = new URL(page.url());
  assert.ok(searchParams.get('from') <= searchParams.get('to'));
  await countIsTheApis(page);

  await page.getByLabel('To', { exact: true }).fill('');
  await page.getByLabel('From', { exact: true }).fill('2020-02-01');
  await page.getByLabel('From', { exact: true }).press('Enter');
  await arrive(page, (url) => url.searchParams.get('from') === '2020-02-01' && !url.searchParams.has('to'));
  await countIsTheApis(page);
  assert.match(await page.locator('.results .chip').textContent(), /Dates 1 Feb 2020 – …/);
}));

test('without a mouse: skip link, search, j and k, open, step, up, help, keys off', onPage(wide, async (page) => {
  await open(page, '/', { q: NAME });
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to results');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page, 'tagName'), 'H1');
  const focusIn = (selector) => page.evaluate((css) => [...document.querySelectorAll(css)].indexOf(document.activeElement), selector);
  await page.keyboard.press('j');
  assert.equal(await focusIn('.card h2 a'), 0);
  if (await page.locator('.card').count() > 1) {
    await page.keyboard.press('j');
    assert.equal(await focusIn('.card h2 a'), 1);
    await page.keyboard.press('k');
  }
  await page.keyboard.press('Enter');
  await arrive(page, (url) => url.pathname.startsWith('/article/'));
  await page.keyboard.press('n');
  assert.equal(await page.locator('mark.now').count() > 0, true);
  await page.keyboard.press('u');
  await arrive(page, (url) => url.pathname === '/');
  assert.equal(await focusIn('.card h2 a'), 0);

  await page.keyboard.press('?');
  await page.locator('#help').waitFor({ state: 'visible' });
  await page.getByLabel('Single-key shortcuts on').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await page.locator('#help').waitFor({ state: 'hidden' });
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('/');
  assert.notEqual(await focused(page, 'id'), 'q');
  await page.reload();
  await ready(page);
  await page.getByRole('button', { name: 'Search help' }).click();
  await page.getByLabel('Single-key shortcuts on').check();
  await page.keyboard.press('Escape');
  await heading(page).focus();
  await page.keyboard.press('/');
  assert.equal(await focused(page, 'id'), 'q');
  await page.keyboard.type('k');
  assert.equal(await searchBox(page).inputValue(), 'k', 'a key in the box is a letter');
}));

test('a dateless or imprecise article shows no more than is known', onPage(wide, async (page) => {
  const { hits } = await api('/search', { per_page: 100, group_by: 'none', sort_by: 'newest' });
  const FORM = { time: /^\d{1,2} \w{3,4} \d{4}$/, day: /^\d{1,2} \w{3,4} \d{4}$/, month: /^[A-Z][a-z]+ \d{4}$/, year: /^\d{4}$/ };
  await open(page, '/', { per_page: '100', group_by: 'none', sort_by: 'newest' });
  const cards = await page.locator('.card .meta').all();
  assert.equal(cards.length, hits.length);
  for (const [i, hit] of hits.entries()) {
    if (hit.published) assert.match(await cards[i].locator('time').textContent(), FORM[hit.published_precision]);
    else assert.match(await cards[i].textContent(), /undated/);
  }
}));

test('cards carry the language and direction of their article', onPage(wide, async (page) => {
  const { hits } = await api('/search', { per_page: 100, group_by: 'none', sort_by: 'newest' });
  await open(page, '/', { per_page: '100', group_by: 'none', sort_by: 'newest' });
  const shown = await page.locator('.card').evaluateAll((cards) => cards.map((card) => [card.lang, card.dir]));
  for (const [i, { language }] of hits.entries()) {
    if (!language || language === 'und') continue;
    assert.deepEqual(shown[i], [language, /^(ar|fa|he|ur)/.test(language) ? 'rtl' : 'ltr']);
  }
}));

test('nothing found and a refused search say what to do', onPage(wide, async (page, bad) => {
  await open(page, '/', { q: 'zqxvzqxvzqxv', from: '2020' });
  assert.match(await heading(page).textContent(), /^No articles/);
  await page.getByRole('link', { name: 'Search all dates' }).click();
  await arrive(page, (url) => !url.searchParams.has('from'));
  await open(page, '/', { from: 'yesterday' });
  assert.match(await page.getByRole('alert').textContent(), /yesterday/);
  assert.ok(page.url().includes('yesterday'), 'the address is kept');
  await page.getByRole('link', { name: 'Start again' }).click();
  await arrive(page, (url) => url.search === '');
  await page.goto(address('/article/nosucharticle000'));
  await page.getByRole('alert').waitFor();
  // The two refusals are this test's own doing, and the browser logs each.
  assert.deepEqual(bad.failed.splice(0).map((line) => line.slice(0, 3)), ['400', '404']);
  assert.equal(bad.errors.splice(0).filter((line) => !/Failed to load resource/.test(line)).length, 0);
}));

test('a server out of reach is said so, and "Try again" tries', onPage(wide, async (page, bad) => {
  await open(page, '/', { q: NAME });
  await page.route(/api\/v1\/search/, (route) => route.abort());
  await page.locator('.sort select').selectOption('oldest');
  await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
  await page.unroute(/api\/v1\/search/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.card').first().waitFor();
  assert.equal(await page.locator('.sort select').inputValue(), 'oldest');
  bad.errors.length = 0;
}));

test('old results stay and dim while new ones are awaited; a late answer is dropped', onPage(wide, async (page) => {
  await open(page, '/', { q: NAME });
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route(/api\/v1\/search.*sort_by=oldest/, async (route) => { await held; await route.continue().catch(() => {}); });
  await page.locator('.sort select').selectOption('oldest');
  await page.waitForFunction(() => document.querySelector('main').classList.contains('busy'));
  assert.equal(await page.getAttribute('main', 'aria-busy'), 'true');
  assert.ok(await page.locator('.card').count() > 0);
  await page.locator('.sort select').selectOption('newest');
  await arrive(page, (url) => url.searchParams.get('sort_by') === 'newest');
  release();
  await page.waitForTimeout(200);
  assert.equal(await page.locator('.sort select').inputValue(), 'newest');
  assert.equal(await page.locator('main.busy').count(), 0);
}));

test('on a phone the filters are a sheet, and choosing there keeps it open', onPage(phone, async (page) => {
  await open(page, '/', { q: NAME });
  await page.getByRole('button', { name: 'Filters' }).tap();
  const sheet = page.locator('#facets');
  await sheet.waitFor({ state: 'visible' });
  await sheet.locator('input[type=checkbox]').first().tap();
  await arrive(page, (url) => url.searchParams.size === 2);
  assert.ok(await sheet.locator('input[type=checkbox]').first().isChecked());
  await page.getByRole('button', { name: 'Show results' }).tap();
  await sheet.waitFor({ state: 'hidden' });
  assert.equal(await page.getByRole('button', { name: 'Filters (1)' }).count(), 1);
  await page.getByRole('button', { name: 'Filters (1)' }).tap();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  // Turned, the phone has room for them beside the results.
  await page.getByRole('button', { name: 'Filters (1)' }).tap();
  await page.setViewportSize({ width: 1100, height: 500 });
  await page.waitForFunction(() => !document.querySelector('#facets').popover);
  assert.ok(await sheet.isVisible());
}));
