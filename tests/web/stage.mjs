// A stage for a file of tests: one daemon and one browser, a fresh guarded page for each test, and what every test says of them.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { daemon, guardedPage, launch } from './browser.mjs';

/** The name that the tests look for: in the sample it stands in several spellings and scripts. */
export const NAME = 'Зеленський';
export const wide = { viewport: { width: 1280, height: 860 } };
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

let server;
let browser;

before(async () => {
  server = await daemon();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.stop();
});

/** A test body on a fresh page; afterwards nothing forbidden may have happened. */
export const onPage = (options, body) => async () => {
  const { context, page, bad } = await guardedPage(browser, server.url, options);
  try {
    await body(page, bad);
    assert.deepEqual(bad, { foreign: [], csp: [], errors: [], failed: [] });
  } finally {
    await context.close();
  }
};

export const address = (path, query = {}) => `${server.url}${path}?${new URLSearchParams(query)}`;
export const api = async (path, query) => (await fetch(address(`/api/v1${path}`, query))).json();
export const heading = (page) => page.locator('main h1');
export const searchBox = (page) => page.getByRole('combobox', { name: 'Search' });
export const focused = (page, what = 'textContent') => page.evaluate((name) => document.activeElement[name], what);

export const ready = (page) => page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('main').hasAttribute('aria-busy'));

export async function open(page, path, query) {
  await page.goto(address(path, query));
  await ready(page);
}

/** Waits for the view that follows a decision. */
export async function arrive(page, condition) {
  await page.waitForURL((url) => condition(new URL(url)));
  await ready(page);
}

/** The page's address holds exactly what the API would be asked. */
export async function countIsTheApis(page) {
  const { search } = new URL(page.url());
  const { found } = await (await fetch(`${server.url}/api/v1/search${search}`)).json();
  const shown = (await heading(page).textContent()).match(/^[\d,]+|^No/)[0].replaceAll(',', '');
  assert.equal(shown === 'No' ? 0 : Number(shown), found);
  return found;
}

/** The language with the fewest articles. */
export const rareLanguage = async () => (await api('/search', { facet_by: 'lang', per_page: 1 })).facet_counts[0].counts.at(-1).id;

/** Types into the box and waits for the list. */
export async function offerSuggestions(page, text) {
  await searchBox(page).fill(text);
  await page.getByRole('listbox', { name: 'Suggestions' }).waitFor();
}
