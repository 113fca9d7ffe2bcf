// What holds of every view: nothing scrolls sideways, axe finds no fault, the policy stands, the weight is kept.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { NAME, address, api, offerSuggestions, onPage, open, phone, rareLanguage, wide } from './stage.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const NOTHING = 'zqxvzqxvzqxv';

/** Every view by its name: path and query. */
async function views() {
  const { hits: [first], query_info: { understood: [{ entity }] }, facet_counts: facets } = await api('/search', { q: NAME });
  const { hits } = await api('/search', { per_page: 100 });
  const { id, story } = hits.find((hit) => hit.story.sources > 1);
  const { versions: [other] } = await api(`/articles/${id}`);
  const sources = facets.find(({ field }) => field === 'source').counts.slice(0, 2).map((value) => ['source', value.id]);
  return {
    home: ['/', {}],
    search: ['/', { q: NAME, 'exclude.lang': await rareLanguage(), from: '2000' }],
    'two names': ['/', { q: 'bush' }],
    article: [`/article/${first.id}`, { q: NAME }],
    entity: [`/entity/${entity.id}`, { 'exclude.lang': await rareLanguage() }],
    none: ['/', { q: NOTHING }],
    sources: ['/', [['within', 'ukraine'], ...sources]],
    story: ['/', { story: story.id }],
    differences: [`/article/${id}`, { q: 'the', compare: other.id }],
    'plain search': ['/', { q: NAME, 'exclude.lang': await rareLanguage(), plain: '1' }],
    'plain article': [`/article/${id}`, { q: 'the', plain: '1' }],
    'plain entity': [`/entity/${entity.id}`, { plain: '1' }],
  };
}

for (const width of [390, 320]) {
  test(`nothing scrolls sideways at ${width} pixels`, onPage({ ...phone, viewport: { width, height: 800 } }, async (page) => {
    const isWider = () => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    for (const [name, [path, query]] of Object.entries(await views())) {
      await open(page, path, query);
      assert.equal(await isWider(), false, name);
    }
    await open(page, '/');
    await offerSuggestions(page, 'zel');
    assert.equal(await isWider(), false, 'suggestions');
  }));
}

for (const [size, device, whole] of [['wide', wide, 'light'], ['phone', phone, 'dark']]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`no accessibility fault, ${colorScheme}, ${size}`, onPage({ ...device, colorScheme }, async (page) => {
      const check = async (what) => {
        // A scheme changes colours alone: the other rules are tried in one of the two.
        const axe = new AxeBuilder({ page });
        const { violations } = await (colorScheme === whole ? axe.withTags(RULES) : axe.withRules('color-contrast')).analyze();
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(' | ')}`), [], what);
      };
      for (const [name, [path, query]] of Object.entries(await views())) {
        if (query.plain && colorScheme !== whole) continue;
        await open(page, path, query);
        await page.evaluate(() => document.querySelectorAll('main details').forEach((one) => { one.open = true; }));
        await check(name);
      }
      await open(page, '/');
      await offerSuggestions(page, 'zel');
      await page.keyboard.press('ArrowDown');
      await check('suggestions');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Search help' }).click();
      await check('help');
      await open(page, '/', { q: NAME });
      if (size === 'phone') await page.getByRole('button', { name: 'Filters' }).tap();
      await page.getByRole('button', { name: /^Spellings of/ }).first().click();
      await page.locator('.spellings').waitFor();
      await check('filters');
    }));
  }
}

test('the theme switch goes round and is remembered', onPage({ ...wide, colorScheme: 'light' }, async (page) => {
  await open(page, '/');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  const button = page.getByRole('button', { name: /^Theme/ });
  await button.click();
  assert.equal(await ground(), light);
  await button.click();
  const dark = await ground();
  assert.notEqual(dark, light);
  await page.reload();
  assert.equal(await ground(), dark);
  await button.click();
  assert.equal(await ground(), light);
}));

const web = new URL('../../web/', import.meta.url);
// Examples are for other people's pages.
const files = readdirSync(web, { recursive: true }).filter((name) => /\.(html|css|js|svg)$/.test(name) && !name.startsWith('examples/'));

test('every reply for the page carries the strict policy', async () => {
  for (const path of ['', 'article/anything12345', 'entity/anything', ...files]) {
    const reply = await fetch(address(`/${path}`));
    assert.equal(reply.status, 200, path);
    const policy = reply.headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'"]) assert.ok(policy.includes(part), `${path}: ${policy}`);
    assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
  }
});

test('own files weigh at most 24,000 bytes packed, and none has more than 400 lines', () => {
  const texts = files.map((file) => readFileSync(new URL(file, web)));
  const bytes = texts.map((text) => gzipSync(text, { level: 9 }).length).reduce((sum, size) => sum + size, 0);
  assert.ok(bytes <= 24000, `own files: ${bytes} bytes`);
  for (const [i, text] of texts.entries()) assert.ok(String(text).split('\n').length <= 401, files[i]);
});

for (const [view, selector] of [['search', '.card'], ['entity', '.card'], ['article', '.text']]) {
  test(`the first ${view} costs at most ten requests, 1,500 elements and hardly a shift`, onPage(wide, async (page) => {
    await page.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });
    });
    let requests = 0;
    page.on('request', () => { requests += 1; });
    await open(page, ...(await views())[view]);
    await page.locator(selector).first().waitFor();
    assert.ok(requests <= 10, `${requests} requests`);
    assert.ok(await page.evaluate(() => document.querySelectorAll('*').length) <= 1500);
    assert.ok(await page.evaluate(() => window.shift) < 0.1);
  }));
}
