// The filters: six lists of values with their counts. Every control names the address it leads to in data-go;
// data-key says which control is which after the page is drawn anew.

import { bdi, el, icon, list, number, unseen } from './dom.js';
import { nameOf } from './api.js';
import { FACETS, changed, including, searchAddress, without } from './state.js';

const SHOWN = 6;
const BOUND = 1000;
const unfolded = new Set(['person', 'org']);

/** Facets of which every value is to be shown. */
export const whole = new Set();

export const facets = (state, counts) => el('section', { class: 'facets', 'aria-label': 'Filters' }, el('h2', null, 'Filters'),
  FACETS.map((facet) => facetBox(state, facet, counts.find(({ field }) => field === facet.field))));

function facetBox(state, { field, title }, counts) {
  const values = orderedValues(state, field, counts?.counts ?? []);
  if (!values.length) return null;
  const set = values.filter(({ rank }) => rank < 2).length;
  const box = el('details', { class: 'facet', open: unfolded.has(field) || set > 0 },
    el('summary', { 'data-key': field }, el('h3', null, title), set ? el('span', { class: 'badge' }, set, unseen(' set')) : null, icon('down')),
    anyOrAll(state, field),
    list('values', values.slice(0, whole.has(field) ? BOUND : Math.max(SHOWN, set)).map((value) => valueRow(state, field, values, value))),
    counts.distinct > SHOWN ? el('button', { class: 'more', 'data-whole': field, 'data-key': `whole ${field}` }, wholeLabel(field, counts.distinct)) : null);
  box.addEventListener('toggle', () => unfolded[box.open ? 'add' : 'delete'](field));
  return box;
}

const wholeLabel = (field, distinct) =>
  whole.has(field) ? 'Show fewer' : `Show ${distinct > BOUND ? `${number(BOUND)} of` : 'all'} ${number(distinct)}`;

/** Chosen values first, then those left out, then the others as the API orders them. */
function orderedValues(state, field, listed) {
  const excluded = state.getAll(`exclude.${field}`);
  const unlisted = excluded.filter((id) => !listed.some((value) => value.id === id)).map((id) => ({ id, value: nameOf(field, id), count: 0 }));
  return [...unlisted, ...listed]
    .map((value) => ({ ...value, rank: value.active ? 0 : excluded.includes(value.id) ? 1 : 2 }))
    .sort((a, b) => a.rank - b.rank);
}

function anyOrAll(state, field) {
  // An article has one source and one language.
  if (state.getAll(field).length < 2 || field === 'source' || field === 'lang') return null;
  const name = `match.${field}`;
  const choice = (word, value) => el('label', null,
    el('input', { type: 'radio', name, checked: state.has(name) === (word === 'all'), 'data-key': `${name} ${word}`, 'data-go': searchAddress(changed(state, { [name]: value })) }),
    `${word} of these`);
  return el('fieldset', { class: 'match' }, el('legend', { class: 'unseen' }, 'Articles that name'), choice('any', []), choice('all', 'all'));
}

function valueRow(state, field, values, { id, value, count, description, rank }) {
  const exclude = `exclude.${field}`;
  const others = values.filter((other) => other.rank === 0 && other.id !== id).map((other) => other.id);
  const chosen = changed(without(state, exclude, id), { [field]: rank ? [...others, id] : others });
  const left = rank === 1 ? without(state, exclude, id) : including(changed(state, { [field]: others }), exclude, id);
  const label = `${rank === 1 ? 'Stop leaving' : 'Leave'} out ${value}`;
  return el('div', { class: rank === 1 ? 'value excluded' : 'value' },
    el('label', { title: description },
      el('input', { type: 'checkbox', checked: !rank, 'data-key': `${field} ${id}`, 'data-go': searchAddress(chosen) }), bdi(value), el('span', { class: 'count' }, number(count))),
    el('a', { class: 'not', href: searchAddress(left), title: label, 'aria-label': label, 'data-key': `not ${field} ${id}` }, icon('not')));
}
