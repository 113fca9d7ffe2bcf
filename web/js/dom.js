// Elements, and how numbers, dates and languages are put into words. Foreign text enters the page here, as text nodes only.

export function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith('--')) node.style.setProperty(key, value);
    else if (value != null && value !== false) node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat(3).filter((child) => child != null));
  return node;
}

export function icon(name) {
  const [svg, use] = ['svg', 'use'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

export const link = (href, ...children) => el('a', { href }, ...children);
export const bdi = (text) => el('bdi', null, text);
export const unseen = (text) => el('span', { class: 'unseen' }, text);
export const quiet = (...children) => el('span', { class: 'quiet' }, ...children);
export const heading = (attributes, ...children) => el('h1', { id: 'heading', tabindex: '-1', ...attributes }, ...children);
export const list = (kind, items, attributes) => el('ul', { class: kind, ...attributes }, items.map((item) => el('li', null, item)));
export const dotted = (parts) => parts.filter(Boolean).flatMap((part, i) => (i ? [' · ', part] : [part]));

/** The API's pieces of text as nodes: a marked piece becomes a <mark>. */
export const marked = (pieces) => pieces.map(({ text, mark }) => (mark ? el('mark', null, text) : text));
export const titleOf = (article) => (article.title_marked?.length ? marked(article.title_marked) : article.title || 'Untitled');

/** A name whose type shows as icon, colour and, for those who see neither, a word. */
const TYPES = { person: 'person', org: 'organisation', place: 'place', topic: 'topic' };
export const typed = (type, href, name, kind = '') =>
  el('a', { class: `${kind} ${type}`, href }, icon(type), unseen(`${TYPES[type]}: `), bdi(name));

export const number = (n) => n.toLocaleString('en-GB');
export const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

const day = { year: 'numeric', month: 'short', day: 'numeric' };
const FORMS = { year: { year: 'numeric' }, month: { year: 'numeric', month: 'long' }, time: { ...day, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } };

export const dateText = (value, form) => new Date(value).toLocaleString('en-GB', { timeZone: 'UTC', ...FORMS[form] ?? day });

/** The date as precisely as it is known and no more. */
export function published({ published: value, published_precision: precision }, withTime) {
  if (!value) return quiet('undated');
  return el('time', { datetime: value.slice(0, { year: 4, month: 7, day: 10 }[precision]) }, dateText(value, precision === 'time' && !withTime ? 'day' : precision));
}

const languages = new Intl.DisplayNames('en-GB', { type: 'language' });

export function languageName(code) {
  try { return languages.of(code); } catch { return code; }
}

/** Attributes of text in an article's language; without a language the browser judges the direction. */
export const textIn = (code) => (!code || code === 'und' ? { dir: 'auto' } : { lang: code, dir: /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(code) ? 'rtl' : 'ltr' });
