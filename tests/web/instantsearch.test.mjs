// Algolia's own widgets over the endpoint, by the client of web/examples: a page elsewhere with the real library, before the real daemon.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { dispatchesClient } from '../../web/examples/instantsearch.js';
import { daemon, guardedPage, launch } from './browser.mjs';

const PAGE = `<!doctype html><meta charset="utf-8"><title>Widgets</title>
<div id="box"></div><div id="stats"></div><div id="sort"></div><div id="source"></div><div id="topic"></div><div id="person"></div><div id="chips"></div>
<div id="hits"></div><div id="pages"></div>
<script src="/library.js"></script>
<script type="module">
  import { dispatchesClient } from '/client.js';
  const searchClient = dispatchesClient(location.origin);
  const { searchBox, stats, sortBy, refinementList, currentRefinements, hits, pagination, configure } = instantsearch.widgets;
  const search = instantsearch({ indexName: 'dispatches', searchClient });
  search.addWidgets([
    configure({ hitsPerPage: 5 }),
    searchBox({ container: '#box' }),
    stats({ container: '#stats', templates: { text: ({ nbHits }) => String(nbHits) } }),
    sortBy({ container: '#sort', items: [{ label: 'Best', value: 'dispatches' }, { label: 'Oldest', value: 'dispatches:oldest' }] }),
    refinementList({ container: '#source', attribute: 'source', transformItems: searchClient.named('source') }),
    refinementList({ container: '#topic', attribute: 'topic', operator: 'and', transformItems: searchClient.named('topic') }),
    refinementList({ container: '#person', attribute: 'person', searchable: true, transformItems: searchClient.named('person') }),
    currentRefinements({ container: '#chips' }),
    hits({ container: '#hits', templates: { item: (hit, { html, components }) =>
      html\`<article id=${'${hit.objectID}'}>${'${components.Highlight({ hit, attribute: "title" })}'} ${'${components.Snippet({ hit, attribute: "snippet" })}'}</article>\` } }),
    pagination({ container: '#pages' }),
  ]);
  search.start();
</script>`;

const files = {
  '/': ['text/html', PAGE],
  '/library.js': ['text/javascript', readFileSync(new URL('node_modules/instantsearch.js/dist/instantsearch.production.min.js', import.meta.url))],
  '/client.js': ['text/javascript', readFileSync(new URL('../../web/examples/instantsearch.js', import.meta.url))],
};

let server;
let browser;
let front;      // the other page's host, which passes on what is for the endpoint
let asked = []; // of the endpoint, since the last step

const origin = () => `http://127.0.0.1:${front.address().port}`;
const api = async (query) => (await fetch(`${server.url}/api/v1/search?${new URLSearchParams(query)}`)).json();

async function answer({ url, method }, reply) {
  const [type, body] = files[url] ?? [];
  if (body) return reply.writeHead(200, { 'Content-Type': type }).end(body);
  if (!url.startsWith('/api/')) return reply.writeHead(204).end();
  asked.push(url);
  const passed = await fetch(server.url + url, { method });
  return reply.writeHead(passed.status, { 'Content-Type': 'application/json' }).end(await passed.text());
}

before(async () => {
  server = await daemon();
  browser = await launch();
  front = createServer(answer);
  await new Promise((resolve) => front.listen(0, '127.0.0.1', resolve));
});

after(async () => {
  await browser?.close();
  front?.close();
  server?.stop();
});

/** A step of the user, and what the page then shows: the number of hits and the articles. One request must be enough for it. */
async function step(page, action, expected) {
  asked = [];
  await action();
  await page.waitForFunction(([hits, first]) => document.querySelector('#stats')?.textContent.trim() === String(hits)
    && (document.querySelector('#hits article')?.id ?? '') === first, [expected.found_stories, expected.hits[0]?.id ?? '']);
  assert.deepEqual(await page.locator('#hits article').evaluateAll((all) => all.map(({ id }) => id)), expected.hits.map(({ id }) => id));
  assert.equal(asked.length, 1, asked.join('\n'));
}

const box = (page, facet, name) => page.locator(`#${facet} label`).filter({ hasText: name }).first();
const shown = (page, facet) => page.locator(`#${facet} label`).evaluateAll((all) => all.map((one) =>
  [one.querySelector('.ais-RefinementList-labelText').textContent, Number(one.querySelector('.ais-RefinementList-count').textContent)]));
const facetOf = ({ facet_counts: facets }, name) => facets.find(({ field }) => field === name).counts;

test('the widgets of InstantSearch search, refine, page and sort over the endpoint', async () => {
  const { context, page, bad } = await guardedPage(browser, origin());
  const five = { per_page: 5 };
  const all = await api(five);
  await step(page, () => page.goto(origin()), all);

  const words = await api({ q: 'ceasefire', ...five });
  await step(page, () => page.locator('#box input').fill('ceasefire'), words);
  assert.ok(await page.locator('#hits mark').count() > 0, 'what is found is marked');

  await step(page, () => page.locator('#box input').fill(''), all);
  const sources = facetOf(all, 'source');
  const [{ id: source, value: name }] = sources;
  await step(page, () => box(page, 'source', name).click(), await api({ source, ...five }));
  assert.deepEqual(new Map(await shown(page, 'source')), new Map(sources.map(({ value, stories }) => [value, stories])), 'a choice leaves its neighbours as they were');
  await step(page, () => box(page, 'source', name).click(), all);

  const [one] = facetOf(all, 'topic');
  const narrowed = await api({ topic: one.id, 'match.topic': 'all', ...five });
  await step(page, () => box(page, 'topic', one.value).click(), narrowed);
  const two = facetOf(narrowed, 'topic').find(({ id }) => id !== one.id);
  const both = await api([['topic', one.id], ['topic', two.id], ['match.topic', 'all'], ['per_page', 5]]);
  await step(page, () => box(page, 'topic', two.value).click(), both);
  await step(page, () => box(page, 'topic', two.value).click(), narrowed);
  await step(page, () => box(page, 'topic', one.value).click(), all);

  await page.locator('#person input[type=search]').fill('зеленськ');
  await box(page, 'person', 'Volodymyr Zelenskyy').waitFor();
  await step(page, () => box(page, 'person', 'Volodymyr Zelenskyy').click(), await api({ person: 'volodymyr-zelenskyy', ...five }));
  assert.match(await page.locator('#chips').textContent(), /volodymyr-zelenskyy/);
  await step(page, () => page.locator('#pages a').filter({ hasText: /^2$/ }).click(), await api({ person: 'volodymyr-zelenskyy', page: 2, ...five }));
  await step(page, () => page.locator('#sort select').selectOption('dispatches:oldest'), await api({ person: 'volodymyr-zelenskyy', sort_by: 'oldest', ...five }));

  assert.deepEqual(bad, { foreign: [], csp: [], errors: [], failed: [] });
  await context.close();
});

test('a client answers what helpers ask: days, exclusions, more than an address holds, and clear errors', async () => {
  const client = dispatchesClient(server.url, { parameters: { group_by: 'none' } });
  const ask = async (params) => (await client.search([{ indexName: 'dispatches', params }])).results[0];
  const from = Date.UTC(2025, 11, 1) / 1000;
  const days = await ask({ numericFilters: [`published>=${from}`, 'published<=1767139199'], facets: ['published', 'lang'], hitsPerPage: 3 });
  assert.equal(days.nbHits, (await api({ from: '2025-12-01', to: '2025-12-30', group_by: 'none' })).found);
  assert.ok(days.facets_stats.published.min < from);
  assert.deepEqual(Object.keys(days.facets), ['lang']);

  const [source] = facetOf(await api({}), 'source');
  const without = await ask({ facetFilters: [`source:-${source.id}`], hitsPerPage: 0 });
  assert.equal(without.nbHits, (await api({ 'exclude.source': source.id, group_by: 'none' })).found);
  assert.deepEqual(without.hits, []);

  const chosen = Object.fromEntries((await api({ facet_by: 'person,org,place', max_facet_values: 100 })).facet_counts.map(({ field, counts }) =>
    [field, counts.slice(0, 100).map(({ id }) => id)]));
  const many = await ask({ facetFilters: Object.entries(chosen).map(([field, ids]) => ids.map((id) => `${field}:${id}`)), facets: ['*'] });
  const posted = await fetch(`${server.url}/api/v1/search`, { method: 'POST', body: JSON.stringify({ ...chosen, group_by: 'none' }) });
  assert.equal(many.nbHits, (await posted.json()).found);
  assert.ok(many.nbHits > 0);

  await assert.rejects(ask({ facetFilters: ['nobody:x'] }), /'nobody' is no facet; use person, org/);
  await assert.rejects(ask({ facetFilters: [['person:a', 'org:b']] }), /of one facet/);
  await assert.rejects(ask({ facetFilters: [['person:a', 'person:b'], 'person:c'] }), /cannot be asked together/);
  await assert.rejects(ask({ numericFilters: ['size>3'] }), /no range of published/);
  await assert.rejects(ask({ filters: 'lang:en' }), /use facetFilters/);
  await assert.rejects(ask({ facetFilters: ['person:nobody-at-all'] }), /nobody-at-all/);
});
