// Reading: quotes, versions and their differences, similar articles, stories in place, citations, shares; and the pages without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NAME, address, api, arrive, countIsTheApis, focused, heading, onPage, open, phone, ready, wide } from './stage.mjs';

const everything = () => api('/search', { per_page: 100, sort_by: 'newest' });
/** A story that several sources have, and one of its articles. */
const reprinted = async () => (await everything()).hits.find(({ story }) => story.sources > 1);
const sectionOf = (page, name) => page.locator('section', { has: page.getByRole('heading', { name, exact: true }) });
const clipboard = { ...wide, permissions: ['clipboard-read', 'clipboard-write'] };
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

test('an article shows who says what in it, its versions, what is like it, and its record', onPage(wide, async (page) => {
  const { hits } = await everything();
  const articles = await Promise.all(hits.slice(0, 40).map(({ id }) => api(`/articles/${id}`)));
  const article = articles.find(({ quotes }) => quotes.some(({ direct, speaker }) => direct && speaker?.id) && quotes.some(({ direct }) => !direct)) ?? articles.find(({ quotes }) => quotes.length);
  await open(page, `/article/${article.id}`);
  const said = await sectionOf(page, 'Quotes').textContent();
  for (const { quote, direct, speaker } of article.quotes) {
    assert.ok(said.includes(direct ? `“${quote}”` : quote), quote);
    if (speaker?.name) assert.ok(said.includes(speaker.name));
  }
  const similar = await api(`/articles/${article.id}/similar`, { per_page: 5 });
  await sectionOf(page, 'Similar articles').waitFor();
  assert.deepEqual(await sectionOf(page, 'Similar articles').getByRole('link').allTextContents(), similar.hits.map(({ title }) => title));
  assert.ok((await sectionOf(page, 'Source record').textContent()).includes(article.id));
  await sectionOf(page, 'Similar articles').getByRole('link').first().click();
  await arrive(page, (url) => url.pathname === `/article/${similar.hits[0].id}`);
}));

test('how two versions differ is an address of its own: words only here, words only there', onPage(wide, async (page) => {
  const { id } = await reprinted();
  const { versions } = await api(`/articles/${id}`);
  await open(page, `/article/${id}`, { q: 'the', lang: 'en' });
  const list = sectionOf(page, 'Other versions');
  assert.equal(await list.getByRole('listitem').count(), versions.length);
  const body = await page.locator('.text').textContent();
  await list.getByRole('link', { name: 'Differences' }).first().click();
  await arrive(page, (url) => url.searchParams.get('compare') === versions[0].id);
  const { comparison: { parts } } = await api(`/articles/${id}`, { compare: versions[0].id });
  const texts = (kind) => parts.filter((part) => part.kind === kind).map(({ text }) => text.replaceAll('\n', '\n\n'));
  assert.deepEqual(await page.locator('.text ins').allTextContents(), texts('only_here').map((text) => `only here: ${text}`), 'said to those who do not see it');
  assert.deepEqual(await page.locator('.text del').allTextContents(), texts('only_there').map((text) => `only there: ${text}`));
  await page.reload();
  await ready(page);
  assert.ok(await page.locator('.text ins').count() > 0);
  await page.getByRole('link', { name: 'Show the text alone' }).click();
  await arrive(page, (url) => !url.searchParams.has('compare') && url.searchParams.get('q') === 'the');
  assert.equal(await page.locator('.text').textContent(), body);
  await page.goBack();
  await arrive(page, (url) => url.searchParams.has('compare'));
  await page.getByRole('link', { name: 'Back to results' }).click();
  await arrive(page, (url) => url.pathname === '/');
  await countIsTheApis(page);
}));

test('reprints open in place, the earliest first, and say who was first', onPage(wide, async (page) => {
  const { id, title, story } = await reprinted();
  await open(page, '/', { q: `"${title}"`, words: 'all' });
  const card = page.locator('.card', { has: page.locator(`[data-key="${id}"]`) });
  const more = card.locator('.story summary');
  assert.match(await more.textContent(), new RegExp(`^\\+${story.sources - 1} outlets?$`));
  await more.focus();
  await page.keyboard.press('Enter');
  await card.locator('.story li').first().waitFor();
  const { hits } = await api('/search', { story: story.id, group_by: 'none', sort_by: 'oldest', per_page: 100 });
  assert.equal(await card.locator('.story li').count(), story.size);
  assert.deepEqual(await card.locator('.story li a').allTextContents(), hits.map((hit) => hit.title));
  const day = ({ published = '' }) => published.slice(0, 10);
  const [first, second] = hits;
  const same = day(first) === day(second) && !(first.published?.[10] && second.published?.[10]);
  assert.equal(await card.locator('.story p').textContent(), same ? 'Same day' : `${first.source.name} was first`);
  await card.locator('.story li a').last().click();
  await arrive(page, (url) => url.pathname === `/article/${hits.at(-1).id}`);
  await page.goBack();
  await ready(page);
  await card.locator('.story li').first().waitFor();
}));

test('a result and an article can be cited, with count, query, generation and day', onPage(clipboard, async (page) => {
  await open(page, '/', { q: NAME, from: '2023' });
  const { found, index } = await api('/search', { q: NAME, from: '2023' });
  await page.getByText('Cite', { exact: true }).click();
  await page.getByRole('button', { name: 'Copy citation' }).click();
  await page.waitForFunction(() => document.querySelector('#live').textContent === 'Copied');
  const text = await copied(page);
  assert.equal(await page.locator('.cite p').textContent(), text);
  assert.match(text, new RegExp(`^${found} articles for “${NAME}”\\. .*Dispatches, generation ${index.generation}, seen \\d+ \\w+ \\d{4}$`));
  const { searchParams } = new URL(text.match(/http\S+?(?=\. )/)[0]);
  assert.deepEqual([searchParams.get('q'), searchParams.get('from'), searchParams.get('as_of')], [NAME, '2023', index.built]);

  const { hits: [hit] } = await api('/search', { q: NAME });
  await open(page, `/article/${hit.id}`);
  await page.getByText('Cite', { exact: true }).click();
  await page.getByRole('button', { name: 'Copy citation' }).click();
  await page.waitForFunction((title) => navigator.clipboard.readText().then((now) => now.includes(title)), hit.title);
  assert.ok((await copied(page)).includes(hit.source.name));
}));

test('the timeline shows counts or shares, and a line for each of several sources', onPage(wide, async (page) => {
  const { facet_counts: [{ counts }] } = await api('/search', { q: NAME, facet_by: 'source' });
  const query = [['q', NAME], ...counts.slice(0, 3).map(({ id }) => ['source', id])];
  await open(page, '/', query);
  await page.locator('polyline').nth(2).waitFor();
  const { rows } = await api('/counts', [...query, ['by', 'source,year']]);
  const sum = (name, member) => rows.filter((row) => row.name === name).reduce((all, row) => all + row[member], 0);
  const names = [...new Set(rows.map(({ name }) => name))];
  const legend = async () => (await page.locator('.legend li').allTextContents()).map((text) => text.slice(2));
  assert.deepEqual(await legend(), names.map((name) => `${name} ${sum(name, 'count')}`));
  await page.getByRole('button', { name: 'Show shares' }).click();
  await page.waitForFunction(() => /%/.test(document.querySelector('.legend')?.textContent));
  assert.equal(await focused(page), 'Show counts');
  assert.deepEqual(await legend(), names.map((name) => `${name} ${(100 * sum(name, 'count') / sum(name, 'total')).toFixed(1)} %`));
  await page.getByRole('button', { name: 'Show counts' }).click();
  await page.waitForFunction(() => !/%/.test(document.querySelector('.drawn').textContent));
}));

test('"undated" and "without" lead to the articles they count', onPage(wide, async (page) => {
  const { histogram: { undated }, facet_counts: facets } = await api('/search', {});
  await open(page, '/', { sort_by: 'newest' });
  await page.getByRole('link', { name: `${undated} undated` }).click();
  await arrive(page, (url) => url.searchParams.get('missing') === 'published');
  assert.equal(await countIsTheApis(page), undated);
  await page.goBack();
  await ready(page);
  const { field, without } = facets.find((facet) => facet.without > 0);
  await page.locator(`summary[data-key="${field}"]`).evaluate((node) => { node.parentNode.open = true; });
  await page.locator('.facet', { has: page.locator(`summary[data-key="${field}"]`) }).getByRole('link', { name: `${without} without` }).click();
  await arrive(page, (url) => url.searchParams.get('missing') === field);
  assert.equal(await countIsTheApis(page), without);
}));

test('a chosen place takes in the places in it, and gives them back', onPage(wide, async (page) => {
  const { found: alone } = await api('/search', { place: 'ukraine' });
  await open(page, '/', { place: 'ukraine' });
  await page.getByLabel('and places in it').click();
  await arrive(page, (url) => url.searchParams.get('within') === 'ukraine' && !url.searchParams.has('place'));
  assert.ok(await countIsTheApis(page) > alone);
  assert.match(await page.locator('.chip').textContent(), /Within Ukraine/);
  assert.equal(await page.locator('[data-key="place ukraine"]').isChecked(), true);
  await page.getByLabel('and places in it').click();
  await arrive(page, (url) => url.searchParams.get('place') === 'ukraine' && !url.searchParams.has('within'));
  assert.equal(await countIsTheApis(page), alone);
  await page.locator('[data-key="place ukraine"]').click();
  await arrive(page, (url) => url.search === '');
}));

test('a title in another script has its reading in Latin letters; the language is named', onPage(wide, async (page) => {
  const { hits } = await api('/search', { lang: 'uk', per_page: 20 });
  await open(page, '/', { lang: 'uk', per_page: '20' });
  assert.deepEqual(await page.locator('[lang=und-Latn]').allTextContents(), hits.map((hit) => hit.title_latin));
  assert.match(hits[0].title_latin, /^[\p{Script=Latin}\p{P}\p{N}\s]+$/u);
  assert.match(await page.locator('.card .meta').first().textContent(), /Ukrainian/);
  await page.locator('.card h2 a').first().click();
  await arrive(page, (url) => url.pathname.startsWith('/article/'));
  assert.equal(await page.locator('[lang=und-Latn]').textContent(), hits[0].title_latin);
}));

test('an entity speaks on its page, and each source unfolds year by year', onPage(wide, async (page) => {
  const { query_info: { understood: [{ entity: { id } }] } } = await api('/search', { q: NAME });
  await open(page, `/entity/${id}`);
  const { found_distinct, quotes } = await api('/quotes', { speaker: id, per_page: 5 });
  const said = await sectionOf(page, `Quotes (${found_distinct})`).textContent();
  for (const { quote, article } of quotes) assert.ok(said.includes(quote) && said.includes(article.title));
  const style = sectionOf(page, 'House style by source').locator('details').first();
  await style.locator('summary').click();
  await style.locator('li').first().waitFor();
  const { rows } = await api(`/entities/${id}/spellings`, { by: 'source', interval: 'year' });
  const [{ source }] = (await api(`/entities/${id}/spellings`, { by: 'source' })).rows;
  const years = new Set(rows.filter((row) => row.source?.id === source.id).map(({ from }) => from.slice(0, 4)));
  assert.deepEqual((await style.locator('li').allTextContents()).map((line) => line.slice(0, 4)), [...years]);
}));

test('where not all words are found together, the page says so and how to ask for all', onPage(wide, async (page) => {
  const q = 'grain export ceasefire negotiation zelensky';
  await open(page, '/', { q });
  const { found } = await api('/search', { q, words: 'all' });
  await page.getByText(`${found} of them have all of these words`).waitFor();
  await page.getByRole('link', { name: 'Only with all words' }).click();
  await arrive(page, (url) => url.searchParams.get('words') === 'all');
  await countIsTheApis(page);
}));

test('an archive that is no longer kept up says so, and why where the night failed; offline the page says that, and tries again by itself', onPage(wide, async (page, bad) => {
  const built = new Date(Date.now() - 3 * 864e5).toISOString();
  let last = {};
  await page.route(/\/api\/v1\//, async (route) => {
    if (/\/index$/.test(route.request().url())) return route.fulfill({ json: { built, stale: true, ...last } });
    const json = await (await route.fetch()).json();
    return route.fulfill({ json: { ...json, index: { ...json.index, built } } });
  });
  await open(page, '/', { q: NAME });
  await page.locator('#stale').getByText('Nothing new since').waitFor();
  last = { last_run: { status: 3, message: 'the disk is full; nothing was published' } };
  await open(page, '/', { q: NAME });
  await page.locator('#stale').getByText('the disk is full').waitFor();
  await page.unroute(/\/api\/v1\//);
  await page.context().setOffline(true);
  await page.locator('.sort select').selectOption('oldest');
  await page.getByRole('alert').getByText('You are offline').waitFor();
  await page.goBack();
  await page.locator('.card').first().waitFor();
  await page.goForward();
  await page.getByRole('alert').waitFor();
  await page.context().setOffline(false);
  await page.locator('.card').first().waitFor();
  bad.errors.length = 0;
}));

test('paper has the results and their addresses, and nothing to press', onPage(wide, async (page) => {
  await open(page, '/', { q: NAME });
  await page.emulateMedia({ media: 'print' });
  for (const chrome of ['.top', '.facets', '.controls', '.dates', '.more']) assert.equal(await page.locator(chrome).first().isVisible(), false, chrome);
  const first = page.locator('.card h2 a').first();
  const printed = await first.evaluate((node) => getComputedStyle(node, '::after').content);
  assert.ok(printed.includes(await first.getAttribute('data-print')));
}));

for (const [size, device] of [['wide', wide], ['phone', phone]]) {
  test(`without scripts the same address has plain results, ${size}`, onPage({ ...device, javaScriptEnabled: false }, async (page) => {
    const { found } = await api('/search', { q: NAME, lang: 'en' });
    await page.goto(address('/', { q: NAME, lang: 'en' }));
    await page.waitForURL((url) => url.searchParams.get('plain') === '1');
    assert.equal(await heading(page).textContent(), `${found} articles for “${NAME}”`);
    assert.ok(await page.locator('.card mark').count() > 0);
    await page.locator('summary', { hasText: 'Sources' }).click();
    const row = page.locator('.facet', { hasText: 'Sources' }).getByRole('listitem').first();
    const count = Number((await row.textContent()).match(/ (\d+) /)[1]);
    await row.getByRole('link').first().click();
    assert.match(await heading(page).textContent(), new RegExp(`^${count} articles? for`));
    await page.locator('.card h2 a').first().click();
    assert.match(page.url(), /\/article\/.*plain=1/);
    assert.ok(await page.locator('.text mark').count() > 0);
    await page.getByRole('link', { name: 'Back to results' }).click();
    assert.match(await heading(page).textContent(), new RegExp(`^${count} articles? for`));
    await page.getByRole('searchbox', { name: 'Search' }).fill('grain');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === 'grain' && url.searchParams.get('plain') === '1');
    assert.match(await heading(page).textContent(), /for “grain”$/);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
  }));
}
