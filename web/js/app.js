// From an address to a view.

import { ask, bdi, byId, changed, dateText, dotted, el, FACETS, heading, hereAddress, hitsOf, icon, including, kindText, link, number, parse, plural,
  quiet, searchAddress, unfolded, unlisted, unseen, viewAddress } from './base.js';
import { articleView, asksWhole, candidateLinks, entityView, facet, narrow, searchView, showNeighbours, showSimilar, sought } from './views.js';

const [main, box, options, help, live] = ['main', 'q', 'options', 'help', 'live'].map(byId);
const sheet = () => main.querySelector(':popover-open');
const kept = (() => { try { return localStorage; } catch { return {}; } })();
let pending;
let words;

async function load(state, signal) {
  const [, kind, id] = location.pathname.split('/');
  if (kind === 'article') return loadArticle(id, state, signal);
  if (kind === 'entity') return loadEntity(id, state, signal);
  if (kind) throw { status: 404, message: 'There is no such page' };
  const fields = state.size ? Object.keys(FACETS).filter(asksWhole) : [];
  const [reply, ...facets] = await Promise.all([ask('search', state, state.size ? {} : { per_page: 1, snippet_words: 0 }, signal),
    ...fields.map((field) => facet(state, field, sought.get(field), signal))]);
  const counts = reply.facet_counts.map((one) => facets.find(({ field }) => field === one.field) ?? one);
  return { view: searchView(state, { ...reply, facet_counts: counts }), index: reply.index };
}

async function loadArticle(id, state, signal) {
  const compare = new URLSearchParams(location.search).get('compare');
  const reply = await ask(`articles/${id}`, [...state].filter(([name]) => name === 'q' || name === 'spelling'), compare ? { compare } : {}, signal);
  const view = articleView(reply, state);
  if (state.size) ask('search', state, {}, signal).then(({ hits }) => showNeighbours(view, reply.id, state, hits), () => {});
  ask(`articles/${id}/similar`, '', { per_page: 5, snippet_words: 0 }, signal).then(({ hits }) => showSimilar(view, hits), () => {});
  return { view, index: reply.index };
}

async function loadEntity(id, state, signal) {
  const filters = unlisted(state);
  const entity = await ask(`entities/${id}`, filters, {}, signal);
  if (entity.id !== id && !signal.aborted) history.replaceState(history.state, '', viewAddress('entity', entity.id, state));
  const these = including(filters, entity.type, entity.id);
  const [{ rows }, said, { hits }] = await Promise.all([
    ask(`entities/${entity.id}/spellings`, filters, { by: 'source' }, signal).catch(() => ({ rows: [] })),
    entity.quotes ? ask('quotes', filters, { speaker: entity.id, per_page: 5 }, signal).catch(() => ({})) : {},
    hitsOf(these, { sort_by: 'newest', per_page: 5 }, signal)]);
  return { view: entityView({ entity, these, rows, hits, said }, state), index: entity.index };
}

async function show({ key, y, first } = {}) {
  pending?.abort();
  closeOptions();
  const { signal } = pending = new AbortController();
  const state = parse(location.search);
  const q = state.get('q') ?? '';
  if (q !== words) box.value = words = q;
  main.setAttribute('aria-busy', 'true');
  const dim = setTimeout(() => main.classList.add('busy'), 150);
  const { view, index } = await load(state, signal).catch((error) => ({ view: failure(state, error) }));
  clearTimeout(dim);
  if (signal.aborted) return;
  draw(view, key, y, first);
  showIndex(index);
}

function failure(state, error) {
  const { name, status, message, param, candidates = [] } = error;
  if (!status && name !== 'AbortError') console.error(error);
  return el('div.note.error', { role: 'alert' }, heading(status ? message : navigator.onLine ? 'The server cannot be reached' : 'You are offline'),
    param in FACETS && candidates[0] && el('p', candidateLinks(changed(state, { [param]: [] }), candidates)),
    el('button.button', { onclick: () => show() }, 'Try again'), ' ', link('/', 'Start again'));
}

function draw(view, key, y, first) {
  const scrolled = sheet()?.children[1].scrollTop;
  main.replaceChildren(view);
  main.classList.remove('busy');
  main.removeAttribute('aria-busy');
  if (scrolled >= 0 && narrow.matches) {
    main.querySelector('.facets')?.showPopover();
    sheet()?.children[1].scrollTo(0, scrolled);
  }
  const title = byId('heading');
  live.textContent = title.textContent;
  document.title = `${title.textContent} · Dispatches`;
  const control = key && [...main.querySelectorAll('[data-key]')].find((node) => node.dataset.key === key && node.checkVisibility());
  if (first) location.pathname + location.search === '/' && matchMedia('(pointer: fine)').matches && box.focus();
  else if ((control || !sheet()) && (box.value === words || document.activeElement !== box)) (control || title).focus({ preventScroll: true });
  if (!control || y !== undefined) scrollTo(0, y ?? 0);
}

function showIndex(index) {
  if (!index) return;
  byId('index').textContent = `${plural(index.articles, 'article')} · generation ${number(index.generation)} · built ${dateText(index.built)}`;
  if (Date.now() - new Date(index.built) > 864e5) ask('index', '', {}).then(({ stale, last_run: run }) => {
    byId('stale').textContent = run?.status > 1 ? run.message : stale ? `Nothing new since ${dateText(index.built)}` : '';
  }, () => {});
}

// ---- history

const note = (extra) => history.replaceState({ ...history.state, ...extra }, '');

function go(address, y) {
  const { key } = document.activeElement.dataset;
  const from = location.pathname + location.search;
  note({ y: scrollY, key });
  if (address !== from) history.pushState({ from }, '', address);
  show({ key: address.startsWith('/article') ? null : key, y });
}

function answer(address) {
  words = null;
  sought.clear();
  go(address);
}

addEventListener('online', () => main.querySelector('.error') && show());

addEventListener('popstate', ({ state }) => {
  sheet()?.hidePopover();
  show({ key: state?.key, y: state?.y });
});

addEventListener('scrollend', () => note({ y: scrollY }));

// ---- links and controls

const modified = (event) => event.metaKey || event.ctrlKey || event.altKey;

document.addEventListener('click', (event) => {
  const node = event.target.closest('a[href], button');
  if (!node || event.shiftKey || modified(event)) return;
  const { toggle, key } = node.dataset;
  if (toggle) {
    unfolded.delete(toggle) || unfolded.add(toggle);
    show({ key });
  } else if (node.href) follow(event, node);
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

const asked = () => parse(location.pathname === '/' ? location.search : '');

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.target));
  if (event.target === box.form) answer(searchAddress(changed(asked(), { ...fields, spelling: [], words: [] })));
  else go(hereAddress(changed(parse(location.search), fields)), scrollY);
});

// ---- suggestions: an editable combobox (ARIA patterns)

let offered = [];
let active = -1;
let typing;

function closeOptions() {
  typing?.abort();
  offer([]);
}

async function suggest() {
  typing?.abort();
  const { signal } = typing = new AbortController();
  await new Promise((done) => { setTimeout(done, 80); });
  const typed = box.value.trimStart();
  for (const begins of new Set([typed, typed.match(/\S*$/)[0]])) {
    if (signal.aborted || !begins) break;
    const { suggestions } = await ask('suggest', unlisted(asked()), { q: begins }, signal).catch(() => ({ suggestions: [] }));
    if (signal.aborted) return;
    offer(suggestions, typed.slice(0, -begins.length));
    if (offered.length) return;
  }
}

function offer(suggestions, before) {
  if (suggestions.length || offered.length) live.textContent = suggestions.length ? plural(suggestions.length, 'suggestion') : '';
  offered = suggestions.map(({ kind, id, text }) => searchAddress(kind === 'word' ? changed(asked(), { q: before + text }) : including(changed(asked(), { q: before }), kind, id)));
  options.replaceChildren(...suggestions.map(({ kind, text, matched, description, count }, i) =>
    el(`li.${kind}`, { role: 'option', id: `option-${i}` }, icon(kind === 'word' ? 'search' : kind), unseen(`${kindText(kind)}: `),
      el('span.text', bdi(text), quiet(dotted(matched !== text && bdi(matched), description))), el('span.count', number(count), unseen(' articles')))));
  options.hidden = !suggestions.length;
  box.setAttribute('aria-expanded', suggestions.length > 0);
  mark(-1);
}

function mark(at) {
  const rounds = offered.length + 1;
  active = ((at + 1 + rounds) % rounds) - 1;
  [...options.children].forEach((option, i) => option.setAttribute('aria-selected', i === active));
  box.setAttribute('aria-activedescendant', active < 0 ? '' : `option-${active}`);
  options.children[active]?.scrollIntoView({ block: 'nearest' });
}

box.addEventListener('input', ({ isComposing }) => {
  mark(-1);
  if (!box.value.trim()) closeOptions();
  else if (!isComposing) suggest();
});
box.addEventListener('compositionend', suggest);
box.addEventListener('blur', closeOptions);
box.addEventListener('keydown', (event) => {
  const { key, isComposing } = event;
  const by = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (isComposing) return;
  if (by) offered.length ? mark(active + by) : suggest();
  else if (key === 'Escape') offered.length ? closeOptions() : box.select();
  else if (key === 'Enter' && active >= 0) answer(offered[active]);
  else return;
  event.preventDefault();
});
options.addEventListener('mousedown', (event) => event.preventDefault());
options.addEventListener('click', ({ target }) => {
  const at = [...options.children].indexOf(target.closest('li'));
  if (at >= 0) answer(offered[at]);
});

// ---- theme and keys

const themes = ['automatic', 'light', 'dark'];
const { dataset } = document.documentElement;
const themeButton = byId('theme-button');
const nameTheme = () => { themeButton.title = `Theme: ${dataset.theme}`; };
themeButton.addEventListener('click', () => {
  dataset.theme = kept.theme = themes[(themes.indexOf(dataset.theme) + 1) % 3];
  nameTheme();
});
nameTheme();

narrow.addEventListener('change', () => show());

const keysOn = byId('keys-on');
keysOn.checked = kept.keys !== 'off';
keysOn.addEventListener('change', () => { kept.keys = keysOn.checked ? 'on' : 'off'; });

const KEYS = {
  '/': () => { box.focus(); box.select(); },
  '?': () => help.showPopover(),
  j: () => stepResult(1),
  k: () => stepResult(-1),
  f: () => (narrow.matches ? byId('filters')?.click() : main.querySelector('summary')?.focus()),
  n: () => byId('step-right')?.click(),
  p: () => byId('step-left')?.click(),
  u: () => byId('back')?.click(),
};

document.addEventListener('keydown', (event) => {
  const act = KEYS[event.key];
  if (!act || !keysOn.checked || modified(event) || event.target.closest('input:not([data-go]), select, [popover]')) return;
  event.preventDefault();
  act();
});

function stepResult(by) {
  const links = [...main.querySelectorAll('.card h2 a')];
  const at = links.indexOf(document.activeElement);
  links[at < 0 && by < 0 ? links.length - 1 : at + by]?.focus();
}

history.scrollRestoration = 'manual';
show({ y: history.state?.y, first: true });
