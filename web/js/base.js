// What every view stands on: elements, words, the address, the daemon's replies, the timeline.

// ---- elements: foreign text enters the page here, as text nodes only

/** el('p.meta', { lang: 'en' }, 'text', node, …): attributes may be left out, a function is a handler, what is false is dropped. */
export function el(name, ...content) {
  const [tag, ...classes] = name.split('.');
  const node = document.createElement(tag);
  const attributes = content[0]?.constructor === Object ? content.shift() : {};
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('--')) node.style.setProperty(key, value);
    else if (typeof value === 'function') node[key] = value;
    else if (value) node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...content.flat(Infinity).filter(Boolean));
  return node;
}

export function icon(name) {
  const [svg, use] = ['svg', 'use'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
  for (const [key, value] of Object.entries({ class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' })) svg.setAttribute(key, value);
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

export const byId = (id) => document.getElementById(id);
export const link = (href, ...content) => el('a', { href }, ...content);
export const bdi = (text) => el('bdi', text);
export const unseen = (text) => el('span.unseen', text);
export const quiet = (...content) => el('span.quiet', ...content);
export const heading = (content, attributes) => el('h1', { id: 'heading', tabindex: '-1', ...attributes }, content);
export const section = (title, ...content) => el('section', el('h2', title), ...content);
export const list = (name, items, attributes = {}) => el(name, attributes, items.map((item) => el('li', item)));
export const joined = (parts, by) => parts.filter(Boolean).flatMap((part, i) => (i ? [by, part] : [part]));
export const dotted = (...parts) => joined(parts, ' · ');

/** The API's pieces of text: a marked piece becomes a <mark>. */
export const marked = (pieces) => pieces.map(({ text, mark }) => (mark ? el('mark', text) : text));
export const titleOf = ({ title, title_marked: pieces }) => (pieces?.length ? marked(pieces) : title || 'Untitled');

export const kindText = (kind) => (FACETS[kind]?.[1] ?? kind).toLowerCase();
/** A name whose kind shows as icon, colour and, for those who see neither, a word. */
export const typed = (kind, href, name, look = 'a') => el(`${look}.${kind}`, { href }, icon(kind), unseen(`${kindText(kind)}: `), bdi(name));

/** Rows of [kind, name, what stands at its end, share from 0 to 1 or nothing]. */
export const ranks = (rows) => list('ul.ranks', rows.map(([kind, name, end, share]) =>
  el(`div.${kind}`, share && { '--share': `${100 * share}%` }, name, end && el('span.count', end))));

// ---- numbers, dates, languages

export const number = (n) => n.toLocaleString('en-GB');
export const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

const day = { year: 'numeric', month: 'short', day: 'numeric' };
const FORMS = { 4: { year: 'numeric' }, 7: { year: 'numeric', month: 'long' }, 10: day };

/** A date as precisely as its text states it. */
export const dateText = (date) => new Date(date).toLocaleString('en-GB', { timeZone: 'UTC', ...FORMS[date.length] ?? { ...day, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } });
export const dayText = (date) => dateText(date.slice(0, 10));
export const published = ({ published: date }, text = dayText) => (date ? el('time', { datetime: date }, text(date)) : quiet('undated'));

const languages = new Intl.DisplayNames('en-GB', { type: 'language' });

export function languageName(code) {
  try { return languages.of(code); } catch { return code; }
}

/** Attributes of text in an article's language; without one the browser judges the direction. */
export const textIn = (code) => (!code || code === 'und' ? { dir: 'auto' } : { lang: code, dir: /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(code) ? 'rtl' : 'ltr' });

// ---- the address: the API's names in one order, so that equal searches have equal addresses. A state is never changed, only derived

export const FACETS = { person: ['People', 'Person'], org: ['Organisations', 'Organisation'], place: ['Places', 'Place'],
  topic: ['Topics', 'Topic'], source: ['Sources', 'Source'], lang: ['Languages', 'Language'] };

const fields = [...Object.keys(FACETS), 'within'];
const repeated = [...fields, 'author', 'missing', ...fields.map((field) => `exclude.${field}`)];
const filters = [...repeated, 'url', 'story', ...fields.map((field) => `match.${field}`), 'from', 'to', 'indexed_since', 'as_of'];
const listing = ['sort_by', 'group_by', 'page', 'per_page'];
const names = ['q', ...filters, 'spelling', 'words', ...listing];
const defaults = { spelling: 'variants', sort_by: 'relevance', group_by: 'story', page: '1', per_page: '10' };

export function parse(text) {
  const asked = new URLSearchParams(text);
  return new URLSearchParams(names.flatMap((name) => valuesOf(asked, name).map((value) => [name, value])));
}

function valuesOf(asked, name) {
  // "All of these" says nothing of a single value.
  if (name.startsWith('match.') && asked.getAll(name.slice(6)).length < 2) return [];
  const values = asked.getAll(name).map((value) => value.trim()).filter((value) => value && value !== defaults[name]);
  return repeated.includes(name) ? [...new Set(values)] : values.slice(0, 1);
}

/** The named parameters replaced; a change of anything but the page begins at page 1. */
export function changed(state, changes) {
  const next = new URLSearchParams(state);
  for (const [name, value] of Object.entries({ page: [], ...changes })) {
    next.delete(name);
    for (const one of [value].flat()) next.append(name, one);
  }
  return parse(next);
}

const cleared = (state, some) => changed(state, Object.fromEntries(some.map((name) => [name, []])));
export const without = (state, name, value) => changed(state, { [name]: state.getAll(name).filter((held) => held !== value) });
export const including = (state, name, value) => changed(state, { [name]: [...state.getAll(name), value] });
export const unfiltered = (state) => cleared(state, filters);
/** What is asked, but not how it is listed. */
export const unlisted = (state) => cleared(state, listing);

const withQuery = (path, state) => (state.size ? `${path}?${state}` : path);
export const searchAddress = (state) => withQuery('/', state);
export const viewAddress = (kind, id, state) => withQuery(`/${kind}/${encodeURIComponent(id)}`, state);
export const filterAddress = (field, id) => searchAddress(parse([[field, id]]));
export const nameAddress = (kind, id) => (kind === 'topic' ? filterAddress(kind, id) : viewAddress('entity', id, ''));
/** Another state of what is shown: an entity, or the search. */
export const hereAddress = (state) => withQuery(location.pathname.startsWith('/entity/') ? location.pathname : '/', state);
export const to = (state, changes, ...content) => link(hereAddress(changed(state, changes)), ...content);

// ---- replies, kept by address, so that Back asks nothing; a new generation of the index empties the store

const replies = new Map();
const known = new Map();
let generation;

export async function ask(path, state, more, signal) {
  const asked = new URLSearchParams(state);
  for (const [name, value] of Object.entries(more)) asked.set(name, value);
  const address = withQuery(`/api/v1/${path}`, asked);
  if (replies.has(address)) return replies.get(address);
  const response = await fetch(address, { signal });
  const text = await response.text();
  if (!response.ok) throw refusal(response.status, text);
  const reply = JSON.parse(text, learn);
  if (replies.size > 60 || (reply.index && reply.index.generation !== generation)) replies.clear();
  generation = reply.index?.generation ?? generation;
  replies.set(address, reply);
  return reply;
}

function refusal(status, text) {
  const error = { message: `The server answered ${status}.`, status };
  try { return { ...error, ...JSON.parse(text).error }; } catch { return error; }
}

/** Sees every part of a reply, and keeps what each id is called. */
function learn(key, part) {
  const { id, name, type = key, field, counts } = part ?? {};
  if (name) known.set(`${type} ${id}`, name);
  for (const value of (field && counts) || []) known.set(`${field} ${value.id}`, value.value);
  return part;
}

/** One facet beyond its first values: all of them, or those that begin so. */
export async function facet(state, field, begins, signal) {
  const more = { facet_by: field, max_facet_values: 1000, page: 1, per_page: 1, snippet_words: 0, interval: 'none' };
  return (await ask('search', state, begins ? { ...more, facet_query: `${field}:${begins}` } : more, signal)).facet_counts[0];
}

/** What a reader calls a value: as a reply named it, else its id made readable. */
export const nameOf = (field, id) => known.get(`${field === 'within' ? 'place' : field} ${id}`) ?? id.replace(/(^|-)(.)/g, (_, dash, letter) => (dash && ' ') + letter.toUpperCase());

// ---- articles over time, and the choice of dates: by dragging over the bars or, equally, in two fields

export function timeline(state, { interval, buckets, undated, imprecise }) {
  const bars = buckets.map(({ from, count }) => ({ count, first: from, last: lastOf(interval, from), name: dateText(from.slice(0, { year: 4, month: 7 }[interval])) }));
  const chosen = [firstDay(state.get('from')), lastDay(state.get('to'))];
  const peak = Math.max(...bars.map(({ count }) => count));
  const field = (name, label, value) => el('label', label, el('input', { type: 'date', name, value, max: '9999-12-31', 'data-key': name }));
  return el('section.timeline', { 'aria-label': 'Timeline' },
    el('p.caption',
      el('span', dotted(bars[0] && `Articles per ${interval}`, undated && to(state, { missing: 'published', from: [], to: [] }, `${number(undated)} undated`),
        imprecise && plural(imprecise, 'imprecise date'))),
      bars[0] && el('span', `peak ${number(peak)}`)),
    bars[0] && [chart(`Articles per ${interval}: ${number(peak)} at most. The fields below choose dates.`, bars, peak, chosen),
      el('p.caption', { 'aria-hidden': 'true' }, [bars[0], bars.length > 4 && bars[bars.length >> 1], bars.at(-1)].map((bar) => bar && el('span', bar.name)))],
    el('form.dates', field('from', 'From', chosen[0]), field('to', 'To', chosen[1]), el('button.button.plain', { 'data-key': 'dates' }, 'Set dates')));
}

/** A drag, or a press on one bar, fills the fields beneath. */
function chart(label, bars, peak, chosen) {
  let start = -1;
  const at = ({ clientX }) => {
    const { left, width } = box.getBoundingClientRect();
    return Math.min(bars.length - 1, Math.max(0, Math.floor((bars.length * (clientX - left)) / width)));
  };
  const range = (event) => [bars[Math.min(start, at(event))].first, bars[Math.max(start, at(event))].last];
  const paint = ([first, last]) => {
    box.classList.toggle('part', Boolean(first || last));
    bars.forEach((bar, i) => { box.children[i].className = (first && bar.last < first) || (last && bar.first > last) ? 'out' : ''; });
  };
  const box = el('div.bars', { role: 'img', 'aria-label': label,
    onpointerdown: (event) => {
      if (event.button) return;
      box.setPointerCapture(event.pointerId);
      start = at(event);
      paint(range(event));
    },
    onpointermove: (event) => start >= 0 && paint(range(event)),
    onpointercancel: () => { start = -1; paint(chosen); },
    onpointerup: (event) => {
      if (start < 0) return;
      const form = box.parentNode.querySelector('form');
      [form.from.value, form.to.value] = range(event);
      form.requestSubmit();
    } }, bars.map(({ name, count }) => el('i', { title: `${name}: ${number(count)}`, '--height': `${(100 * count) / peak}%` })));
  paint(chosen);
  return box;
}

// Days are ISO texts in UTC, which compare as they stand. The API's dates may be a year or a month alone.
function lastOf(interval, first) {
  const [year, month, day] = first.split('-').map(Number);
  const [years, months, days] = { year: [1, 0, 0], month: [0, 1, 0], week: [0, 0, 7], day: [0, 0, 1] }[interval];
  return new Date(Date.UTC(year + years, month - 1 + months, day + days - 1)).toISOString().slice(0, 10);
}
const firstDay = (date) => date && `${date}-01-01`.slice(0, 10);
const lastDay = (date) => (date?.length < 8 ? lastOf(date.length > 4 ? 'month' : 'year', firstDay(date)) : date);
