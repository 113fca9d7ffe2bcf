// The way of a decision: a link or control names an address → the address is parsed → the daemon is asked → the page is
// drawn anew. The address is the only state; history keeps beside it where the reader stood.

import { dateText, el, heading, link, number, plural } from './dom.js';
import { article, search, wholeFacet } from './api.js';
import { changed, parse, searchAddress, unfiltered } from './state.js';
import { whole } from './facets.js';
import { searchView } from './search.js';
import { articleView, showNeighbours } from './article.js';

const byId = (id) => document.getElementById(id);
const [main, box, sheet, sheetBody] = ['main', 'q', 'sheet', 'sheet-body'].map(byId);
const here = () => location.pathname + location.search;
const kept = (() => { try { return localStorage; } catch { return {}; } })();
let pending;
let words;

// ---- from an address to a view

async function load(state, signal) {
  const [, kind, id] = location.pathname.split('/');
  if (kind === 'article') {
    const reply = await article(decodeURIComponent(id), state, signal);
    const view = articleView(reply, state);
    // The neighbours are a convenience: the article does not wait for them, and stands without.
    if (state.size) search(state, signal).then(({ hits, index }) => { showNeighbours(view, reply.id, state, hits); showIndex(index); }, () => {});
    return { view, index: reply.index };
  }
  if (kind) return { view: el('div', { class: 'note' }, heading(null, 'There is no such page'), link('/', 'Start again')) };
  const [reply, ...facets] = await Promise.all([search(state, signal), ...(state.size ? [...whole] : []).map((field) => wholeFacet(state, field, signal))]);
  const counts = reply.facet_counts.map((facet) => facets.find(({ field }) => field === facet.field) ?? facet);
  return { view: searchView(state, { ...reply, facet_counts: counts }), index: reply.index };
}

/** `key` names the control to return to, `y` where the page stood; without a key the heading has the focus. */
async function show({ key, y, first } = {}) {
  pending?.abort();
  const { signal } = pending = new AbortController();
  const state = parse(location.search);
  showWords(state);
  main.setAttribute('aria-busy', 'true');
  const dim = setTimeout(() => main.classList.add('busy'), 150);
  const drawn = await load(state, signal).catch((error) => ({ view: failure(error) }));
  clearTimeout(dim);
  if (signal.aborted) return;
  draw(drawn.view, state);
  showIndex(drawn.index);
  place(key, y, first);
}

const FAILURES = { 400: 'The search was not understood', 404: 'There is no such article', 410: 'This article has been withdrawn' };

function failure(error) {
  const { name, status, message } = error;
  if (!status && name !== 'AbortError') console.error(error);
  const again = el('button', { class: 'button' }, 'Try again');
  again.addEventListener('click', () => show());
  return el('div', { class: 'note error', role: 'alert' }, heading(null, FAILURES[status] ?? 'The search did not finish'),
    el('p', null, status ? message : 'The server cannot be reached.'), again, link('/', 'Start again'));
}

function draw(view, state) {
  const scrolled = sheetBody.scrollTop;
  main.replaceChildren(view);
  main.classList.remove('busy');
  main.removeAttribute('aria-busy');
  const title = byId('heading').textContent;
  byId('live').textContent = title;
  document.title = `${title} · Dispatches`;
  byId('sheet-clear').href = searchAddress(unfiltered(state));
  if (sheet.open) fillSheet();
  sheetBody.scrollTop = scrolled;
}

function place(key, y, first) {
  const control = key && [...document.querySelectorAll('[data-key]')].find((node) => node.dataset.key === key && node.checkVisibility());
  if (control) control.focus({ preventScroll: true });
  else if (first) {
    if (here() === '/' && matchMedia('(pointer: fine)').matches) box.focus();
  } else if (!sheet.open) byId('heading').focus({ preventScroll: true });
  if (!control || y !== undefined) scrollTo(0, y ?? 0);
}

/** Words typed and not yet sent stay while only filters change. */
function showWords(state) {
  const q = state.get('q') ?? '';
  if (q !== words) box.value = words = q;
}

function showIndex(index) {
  if (!index) return;
  const days = Math.floor((Date.now() - Date.parse(index.built)) / 864e5);
  byId('index').textContent = `${plural(index.articles, 'article')} · generation ${number(index.generation)} · built ${dateText(index.built, 'time')}${days > 1 ? `, ${days} days ago` : ''}`;
}

// ---- history

const note = (extra) => history.replaceState({ ...history.state, ...extra }, '');

function go(address, y) {
  const key = document.activeElement.dataset.key;
  const from = here();
  note({ y: scrollY, key });
  if (address !== from) history.pushState({ from }, '', address);
  show({ key: address.startsWith('/article') ? null : key, y });
}

addEventListener('popstate', ({ state }) => {
  sheet.close();
  show({ key: state?.key, y: state?.y });
});

let rest;
addEventListener('scroll', () => {
  clearTimeout(rest);
  rest = setTimeout(() => note({ y: scrollY }), 120);
});

// ---- links and controls

document.addEventListener('click', (event) => {
  const node = event.target.closest('a[href], button');
  if (!node || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const { dataset, id } = node;
  if (dataset.whole) {
    whole.delete(dataset.whole) || whole.add(dataset.whole);
    show({ key: dataset.key });
  } else if ('close' in dataset) node.closest('dialog').close();
  else if (id === 'filters') openSheet();
  else if (id === 'help-button') byId('help').showModal();
  else if (node.href) follow(event, node);
});

function follow(event, { href, id, hash, origin, pathname }) {
  if (origin !== location.origin || pathname.startsWith('/api/')) return;
  event.preventDefault();
  const address = href.slice(origin.length);
  if (hash) byId('heading')?.focus();
  else if (id === 'back' && history.state?.from === address) history.back();
  else go(address);
}

document.addEventListener('change', ({ target }) => {
  const address = (target.selectedOptions?.[0] ?? target).dataset.go;
  if (address) go(address);
});
document.addEventListener('go', (event) => go(event.detail, scrollY));

box.form.addEventListener('submit', (event) => {
  event.preventDefault();
  words = null;
  go(searchAddress(changed(location.pathname === '/' ? parse(location.search) : parse(), { q: box.value, spelling: [] })));
});

// ---- filters on a phone

function fillSheet() {
  const facets = main.querySelector('.facets');
  if (facets) sheetBody.replaceChildren(facets);
}

function openSheet() {
  fillSheet();
  sheet.showModal();
}

sheet.addEventListener('close', () => {
  // A newer list may have been drawn before this event came.
  if (!main.querySelector('.facets')) main.querySelector('.search')?.prepend(...sheetBody.children);
  sheetBody.replaceChildren();
});

const narrow = matchMedia('(max-width: 59.99rem)');
narrow.addEventListener('change', () => sheet.close());

// ---- keys

const keysOn = byId('keys-on');
keysOn.checked = kept.keys !== 'off';
keysOn.addEventListener('change', () => { kept.keys = keysOn.checked ? 'on' : 'off'; });

const KEYS = {
  '/': () => { box.focus(); box.select(); },
  '?': () => byId('help').showModal(),
  j: () => stepResult(1),
  k: () => stepResult(-1),
  f: () => (narrow.matches ? byId('filters')?.click() : main.querySelector('summary')?.focus()),
  n: () => byId('step-right')?.click(),
  p: () => byId('step-left')?.click(),
  u: () => byId('back')?.click(),
};

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (!keysOn.checked || !Object.hasOwn(KEYS, key) || event.ctrlKey || event.metaKey || event.altKey || target.closest('input:not([data-go]), select, dialog')) return;
  event.preventDefault();
  KEYS[key]();
});

function stepResult(by) {
  const links = [...main.querySelectorAll('.card h2 a')];
  const at = links.indexOf(document.activeElement);
  links[at < 0 && by < 0 ? links.length - 1 : at + by]?.focus();
}

history.scrollRestoration = 'manual';
show({ y: history.state?.y, first: true });
