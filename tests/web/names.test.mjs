// One person, one line: suggestions, spellings, candidates, profiles and the entity's page, before the real daemon.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NAME, address, api, arrive, countIsTheApis, focused, heading, offerSuggestions, onPage, open, phone, ready, searchBox, wide } from './stage.mjs';

/** Whom NAME means. */
const entity = async () => (await api('/search', { q: NAME })).query_info.understood[0].entity;
const options = (page) => page.getByRole('listbox').getByRole('option');
const parameters = (page) => [...new URL(page.url()).searchParams];
const anyOf = (api) => api.counts.map(({ id }) => id);

test('suggestions follow the keys: down, up, round, enter; a name becomes its filter', onPage(wide, async (page) => {
  const { suggestions } = await api('/suggest', { q: 'zel' });
  const at = suggestions.findIndex(({ kind }) => kind === 'person');
  await open(page, '/');
  const box = searchBox(page);
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  await offerSuggestions(page, 'zel');
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  assert.equal(await options(page).count(), suggestions.length);
  assert.match(await page.locator('#live').textContent(), new RegExp(`^${suggestions.length} suggestion`));
  for (const [i, { text, count }] of suggestions.entries()) {
    const shown = await options(page).nth(i).textContent();
    assert.ok(shown.includes(text) && shown.includes(String(count)), shown);
  }

  const marked = () => options(page).evaluateAll((all) => all.findIndex((one) => one.getAttribute('aria-selected') === 'true'));
  assert.equal(await marked(), -1);
  await page.keyboard.press('ArrowUp');
  assert.equal(await marked(), suggestions.length - 1);
  await page.keyboard.press('ArrowDown');
  assert.equal(await marked(), -1);
  for (let i = 0; i <= at; i += 1) await page.keyboard.press('ArrowDown');
  assert.equal(await marked(), at);
  assert.equal(await box.getAttribute('aria-activedescendant'), await options(page).nth(at).getAttribute('id'));
  assert.equal(await focused(page, 'id'), 'q', 'the focus stays in the box');

  await page.keyboard.press('Escape');
  await page.getByRole('listbox').waitFor({ state: 'hidden' });
  assert.equal(await box.inputValue(), 'zel');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('listbox').waitFor();
  for (let i = 0; i <= at; i += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await arrive(page, (url) => url.searchParams.has('person'));
  assert.deepEqual(parameters(page), [['person', suggestions[at].id]]);
  assert.equal(await countIsTheApis(page), suggestions[at].count);
  assert.equal(await box.inputValue(), '');
  await page.goBack();
  await arrive(page, (url) => url.search === '');
}));

test('enter without an option searches the words; a chosen word completes them', onPage(wide, async (page) => {
  await open(page, '/');
  await offerSuggestions(page, 'sanc');
  await page.keyboard.press('Enter');
  await arrive(page, (url) => url.searchParams.get('q') === 'sanc');
  await page.getByRole('listbox').waitFor({ state: 'hidden' });
  const { suggestions } = await api('/suggest', { q: 'sanc' });
  const word = suggestions.findIndex(({ kind }) => kind === 'word');
  await searchBox(page).fill('');
  await offerSuggestions(page, 'peace sanc');
  await options(page).nth(word).click();
  await arrive(page, (url) => url.searchParams.get('q') === `peace ${suggestions[word].text}`);
  await countIsTheApis(page);
}));

test('after other words a name becomes a filter beside them, and the filters in force narrow what is suggested', onPage(wide, async (page) => {
  const { facet_counts: [sources] } = await api('/search', { facet_by: 'source' });
  const source = sources.counts.at(-1).id;
  await open(page, '/', { source });
  await offerSuggestions(page, 'grain zel');
  const { suggestions } = await api('/suggest', { q: 'zel', source });
  assert.equal(await options(page).count(), suggestions.length);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await arrive(page, (url) => url.searchParams.has('person'));
  assert.deepEqual(parameters(page), [['q', 'grain'], ['person', suggestions[0].id], ['source', source]]);
}));

test('a spelling in another script says which one matched', onPage(phone, async (page) => {
  await open(page, '/');
  await searchBox(page).tap();
  await offerSuggestions(page, 'зел');
  const { suggestions: [first] } = await api('/suggest', { q: 'зел' });
  assert.notEqual(first.matched, first.text);
  assert.ok((await options(page).first().textContent()).includes(first.matched));
  await options(page).first().tap();
  await arrive(page, (url) => url.searchParams.get(first.kind) === first.id);
}));

test('suggestions wait for a pause, drop old answers and never come for an empty box', onPage(wide, async (page) => {
  await open(page, '/');
  const asked = [];
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route(/\/api\/v1\/suggest/, async (route) => {
    asked.push(new URL(route.request().url()).searchParams.get('q'));
    if (asked.at(-1) === 'pu') await held;
    await route.continue().catch(() => {});
  });
  await searchBox(page).pressSequentially('zelens', { delay: 5 });
  await page.getByRole('listbox').waitFor();
  assert.deepEqual(asked, ['zelens']);
  await searchBox(page).fill('pu');
  while (asked.at(-1) !== 'pu') await page.waitForTimeout(10);
  await searchBox(page).fill('merkel');
  await page.waitForFunction(() => document.querySelector('#options')?.textContent.includes('Merkel'));
  release();
  await page.waitForTimeout(150);
  assert.match(await page.getByRole('listbox').textContent(), /Merkel/);
  assert.doesNotMatch(await page.getByRole('listbox').textContent(), /Putin/);
  await searchBox(page).fill('');
  await page.getByRole('listbox').waitFor({ state: 'hidden' });
  await searchBox(page).fill('  ');
  await page.waitForTimeout(200);
  assert.equal(asked.length, 3);
}));

test('hostile names are text, in the list and on the page of an entity', onPage(wide, async (page) => {
  const hostile = '<img src=x onerror=alert(1)>"';
  const { id } = await entity();
  await page.route(/\/api\/v1\/suggest/, (route) => route.fulfill({ json: { suggestions: [{ kind: 'person', id, text: hostile, matched: hostile, count: 1, description: hostile }] } }));
  await page.route(/\/api\/v1\/entities\//, async (route) => {
    if (/spellings/.test(route.request().url())) return route.fulfill({ json: { rows: [{ source: { id: 'x"', name: hostile }, value: hostile, count: 1 }] } });
    const json = await (await route.fetch()).json();
    for (const variant of json.variants) variant.value = hostile, variant.reason = { by: 'override', who: hostile, why: hostile };
    return route.fulfill({ json: { ...json, name: hostile, description: hostile, wikidata: hostile } });
  });
  await open(page, '/');
  await offerSuggestions(page, 'x');
  assert.ok((await options(page).first().textContent()).includes(hostile));
  await open(page, `/entity/${id}`);
  assert.equal(await heading(page).textContent(), hostile);
  assert.equal(await page.locator('img').count(), 0);
}));

test('a name of several is a word, with each of them to choose', onPage(wide, async (page) => {
  const { query_info: { understood: [{ candidates }] } } = await api('/search', { q: 'bush' });
  assert.ok(candidates.length > 1);
  await open(page, '/', { q: 'bush' });
  const line = page.locator('.line').first();
  for (const { name, description } of candidates) assert.ok((await line.textContent()).includes(`${name}, ${description}`));
  await line.getByRole('link', { name: candidates[0].name }).click();
  await arrive(page, (url) => url.searchParams.has('person'));
  assert.deepEqual(parameters(page), [['person', candidates[0].id]]);
  await countIsTheApis(page);
}));

test('a refused name offers whom it may mean', onPage(wide, async (page, bad) => {
  await page.goto(address('/', { person: 'Bush', from: '2001' }));
  await page.getByRole('alert').waitFor();
  const { error: { candidates } } = await api('/search', { person: 'Bush' });
  await page.getByRole('alert').getByRole('link', { name: candidates[1].name }).click();
  await arrive(page, (url) => url.searchParams.get('person') === candidates[1].id);
  assert.equal(new URL(page.url()).searchParams.get('from'), '2001');
  bad.failed.length = bad.errors.length = 0;
}));

test('a search for one name shows its profile; for anything more it does not', onPage(wide, async (page) => {
  const { id, type, name } = await entity();
  await open(page, '/', { q: NAME });
  const profile = page.getByRole('complementary', { name: 'Profile' });
  const { description, count } = await api(`/entities/${id}`);
  const text = await profile.textContent();
  for (const part of [name, description, `${count} articles`]) assert.ok(text.includes(part), text);
  await profile.getByRole('link', { name: 'Use as filter' }).click();
  await arrive(page, (url) => url.searchParams.get(type) === id);
  assert.deepEqual(parameters(page), [[type, id]]);
  assert.equal(await profile.count(), 1, 'as a filter it is as alone');
  await profile.getByRole('link', { name: 'Profile' }).click();
  await arrive(page, (url) => url.pathname === `/entity/${id}`);
  assert.equal(await heading(page).textContent(), name);
  assert.equal(await focused(page, 'id'), 'heading');
  for (const query of [{ q: `${NAME} war` }, { q: 'war' }, { person: [id], org: 'nato' }]) {
    await open(page, '/', query);
    assert.equal(await profile.count(), 0, JSON.stringify(query));
  }
}));

test('the page of an entity says what the API knows', onPage(wide, async (page) => {
  const { id, type } = await entity();
  const known = await api(`/entities/${id}`);
  await open(page, `/entity/${id}`);
  const text = await page.locator('.entity').textContent();
  assert.ok(text.includes(known.description) && text.includes(`${known.count} articles`));
  for (const { value, count } of known.variants) assert.ok(text.includes(`${value} ${count}`), value);
  for (const { name, count } of known.together.slice(0, 12)) assert.ok(text.includes(name) && text.includes(String(count)), name);
  for (const { name, count, total } of known.sources) assert.ok(text.includes(`${name}${count} of ${total}`), name);
  assert.match(text, /first seen .*last seen/);
  const wikidata = page.getByRole('link', { name: `Wikidata ${known.wikidata}` });
  assert.equal(await wikidata.getAttribute('rel'), 'noreferrer');
  assert.equal(await wikidata.getAttribute('href'), `https://www.wikidata.org/wiki/${known.wikidata}`);

  const house = await page.locator('section', { has: page.getByRole('heading', { name: 'House style by source' }) }).textContent();
  const { rows } = await api(`/entities/${id}/spellings`, { by: 'source' });
  assert.ok(rows.length > 1);
  const outlet = ({ source }) => source?.name ?? 'Source unknown';
  for (const name of new Set(rows.map(outlet))) {
    const line = rows.filter((row) => outlet(row) === name).sort((a, b) => b.count - a.count).map(({ value, count }) => `${value} ${count}`).join(', ');
    assert.ok(house.includes(name + line), `${name} ${line}: ${house}`);
  }

  const { hits } = await api('/search', { [type]: id, sort_by: 'newest', per_page: 5 });
  assert.deepEqual(await page.locator('.card h2').allTextContents(), hits.map(({ title }) => title));

  const [other] = known.together;
  await page.getByRole('link', { name: `${other.count} articles with ${other.name}` }).click();
  await arrive(page, (url) => url.pathname === '/');
  assert.equal(await countIsTheApis(page), other.count);
  await page.goBack();
  await arrive(page, (url) => url.pathname === `/entity/${id}`);
  await page.getByRole('link', { name: 'Search these articles' }).click();
  await arrive(page, (url) => url.searchParams.get(type) === id);
  assert.equal(await countIsTheApis(page), known.count);
}));

test('the filters of the address hold for an entity too, and dates are chosen there', onPage(wide, async (page) => {
  const { id, type } = await entity();
  const { sources: [{ id: source, name }] } = await api(`/entities/${id}`);
  await open(page, `/entity/${id}`, { source });
  const shown = async () => Number((await page.locator('.entity .meta').first().textContent()).match(/([\d,]+) articles?/)[1]);
  assert.equal(await shown(), (await api(`/entities/${id}`, { source })).count);
  assert.match(await page.locator('.chip').textContent(), new RegExp(name));
  await page.getByLabel('From', { exact: true }).fill('2024-01-01');
  await page.getByLabel('From', { exact: true }).press('Enter');
  await arrive(page, (url) => url.searchParams.get('from') === '2024-01-01');
  assert.equal(new URL(page.url()).pathname, `/entity/${id}`);
  assert.equal(await shown(), (await api(`/entities/${id}`, { source, from: '2024-01-01' })).count);
  await page.reload();
  await ready(page);
  assert.equal(await page.locator('.chip').count(), 2);
  await page.getByRole('link', { name: 'Search these articles' }).click();
  await arrive(page, (url) => url.pathname === '/');
  assert.deepEqual(parameters(page), [[type, id], ['source', source], ['from', '2024-01-01']]);
  await page.goBack();
  await arrive(page, (url) => url.pathname === `/entity/${id}`);
  await page.getByRole('link', { name: 'Clear all' }).click();
  await arrive(page, (url) => url.pathname === `/entity/${id}` && url.search === '');
}));

test('an old id of an entity becomes the one it has now; an unknown one is an error with a way out', onPage(wide, async (page, bad) => {
  const { id } = await entity();
  const { wikidata } = await api(`/entities/${id}`);
  await open(page, `/entity/${wikidata}`, { from: '2023' });
  await arrive(page, (url) => url.pathname === `/entity/${id}` && url.searchParams.get('from') === '2023');
  await page.goto(address('/entity/no-such-entity'));
  await page.getByRole('alert').waitFor();
  assert.deepEqual(bad.failed.splice(0).map((line) => line.slice(0, 3)), ['404']);
  bad.errors.length = 0;
}));

test('an entity stands without the spellings of its sources, where the daemon cannot tell them', onPage(wide, async (page, bad) => {
  const { id, name } = await entity();
  await page.route(/\/spellings/, (route) => route.fulfill({ status: 404, json: { error: { code: 'not_found', message: 'there is no such address' } } }));
  await open(page, `/entity/${id}`);
  assert.equal(await heading(page).textContent(), name);
  assert.equal(await page.getByRole('heading', { name: 'House style by source' }).count(), 0);
  bad.failed.length = bad.errors.length = 0;
}));

test('each spelling has its reason in words', onPage(wide, async (page) => {
  const { id } = await entity();
  await page.route(new RegExp(`/api/v1/entities/${id}$`), async (route) => {
    const json = await (await route.fetch()).json();
    json.variants = [
      { value: 'One', count: 4, reason: { by: 'catalogue' } },
      { value: 'Two', count: 3, reason: { by: 'rule', with: 'Volodymyr Zelensky', score: 0.968 } },
      { value: 'Three', count: 2, reason: { by: 'override', who: 'anna', why: 'seen in print' } },
      { value: 'Four', count: 1, reason: { by: 'override' } },
      { value: 'Five', count: 1, reason: { by: 'catalogue', with: 'One' } }];
    return route.fulfill({ json });
  });
  await open(page, `/entity/${id}`);
  const text = (await page.locator('section', { has: page.getByRole('heading', { name: 'Written as' }) }).textContent()).replace(/[\u2068\u2069]/g, '');
  assert.equal(text, 'Written asIn the catalogueOne 4By rule: like ‘Volodymyr Zelensky’, 0.97Two 3Set by anna: seen in printThree 2Set by an editorFour 1In the catalogue: like ‘One’Five 1');
}));

test('spellings unfold beneath a name among the filters, each a search for it', onPage(wide, async (page) => {
  const { type } = await entity();
  await open(page, '/', { q: 'war' });
  const { facet_counts: facets } = await api('/search', { q: 'war', facet_by: type });
  const value = facets[0].counts.find(({ variants }) => variants.length > 1);
  const unfold = page.getByRole('button', { name: `Spellings of ${value.value}`, exact: true });
  assert.equal(await unfold.getAttribute('aria-expanded'), 'false');
  await unfold.focus();
  await page.keyboard.press('Enter');
  await page.locator('.spellings').waitFor();
  assert.equal(await unfold.getAttribute('aria-expanded'), 'true');
  assert.equal(await focused(page, 'title'), `Spellings of ${value.value}`);
  assert.deepEqual(await page.locator('.spellings li').allTextContents(), value.variants.map(({ value: text, count }) => `${text} ${count}`));
  const { value: spelling } = value.variants[0];
  await page.locator('.spellings a').first().click();
  await arrive(page, (url) => url.searchParams.has(type));
  assert.deepEqual(parameters(page), [['q', `war "${spelling}"`], [type, value.id]]);
  assert.ok(await countIsTheApis(page) > 0);
}));

test('a facet finds its values in any spelling; chosen and excluded ones stay listed', onPage(wide, async (page) => {
  const { facet_counts: [people] } = await api('/search', { facet_by: 'person' });
  const [chosen, excluded] = anyOf(people).slice(1, 3);
  await open(page, '/', { person: chosen, 'exclude.person': excluded });
  const facet = page.locator('.facet').first();
  const finder = facet.getByRole('searchbox', { name: 'Find in people' });
  await finder.fill('зел');
  await page.waitForFunction(() => /^\d+ values?$/.test(document.querySelector('#live').textContent));
  assert.equal(await focused(page, 'type'), 'search');
  const { facet_counts: [found] } = await api('/search', { person: chosen, 'exclude.person': excluded, facet_by: 'person', facet_query: 'person:зел' });
  const keys = await facet.locator('input[type=checkbox]').evaluateAll((boxes) => boxes.map((box) => box.dataset.key.split(' ')[1]));
  assert.deepEqual(new Set(keys), new Set([chosen, excluded, ...anyOf(found)]));
  assert.deepEqual(keys.slice(0, 2), [chosen, excluded]);
  const next = anyOf(found).find((id) => id !== chosen);
  await facet.locator(`[data-key="person ${next}"]`).click();
  await arrive(page, (url) => url.searchParams.getAll('person').includes(next));
  assert.equal(await finder.inputValue(), 'зел', 'what was looked for stays');
  await countIsTheApis(page);
  await finder.fill('zzzz');
  await facet.getByText('None begins so').or(facet.locator('input[type=checkbox]').nth(2)).first().waitFor();
  await finder.fill('');
  await facet.getByRole('button', { name: /^Show/ }).waitFor();
}));

test('CSV, JSON and feed say what the page shows', onPage(wide, async (page) => {
  const { facet_counts: [languages] } = await api('/search', { facet_by: 'lang' });
  const views = [{ q: NAME, from: '2023', lang: languages.counts[0].id, page: '2' }, { q: 'grain export ceasefire negotiation zelensky' }, { q: NAME, spelling: 'folded' }];
  for (const query of views) {
    await open(page, '/', query);
    const found = await countIsTheApis(page);
    const ask = async (name) => fetch(new URL(await page.getByRole('link', { name, exact: true }).getAttribute('href'), page.url()));
    assert.equal((await ask('CSV')).headers.get('dispatches-found'), String(found), JSON.stringify(query));
    const reply = await (await ask('JSON')).json();
    assert.deepEqual([reply.found, reply.page], [found, Number(query.page ?? 1)]);
    const feed = await (await ask('Feed')).text();
    assert.equal(feed.match(/<entry>/g)?.length ?? 0, Math.min(50, reply.found_stories));
  }
}));
