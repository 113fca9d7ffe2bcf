// What is asked, as it stands in the address: URLSearchParams under the API's own names, in one fixed order,
// so that equal searches have equal addresses. States are never changed, only derived.

export const FACETS = [['person', 'People', 'Person'], ['org', 'Organisations', 'Organisation'], ['place', 'Places', 'Place'],
  ['topic', 'Topics', 'Topic'], ['source', 'Sources', 'Source'], ['lang', 'Languages', 'Language']]
  .map(([field, title, one]) => ({ field, title, one }));

const fields = [...FACETS.map(({ field }) => field), 'within'];
const repeated = [...fields, 'author', 'missing', ...fields.map((field) => `exclude.${field}`)];
const filters = [...repeated, 'url', 'story', ...fields.map((field) => `match.${field}`), 'from', 'to', 'indexed_since', 'as_of'];
const names = ['q', ...filters, 'spelling', 'words', 'sort_by', 'group_by', 'page', 'per_page'];
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

/** The state with the named parameters replaced; a change of anything but the page begins at page 1. */
export function changed(state, changes) {
  const next = new URLSearchParams(state);
  for (const [name, value] of Object.entries({ page: [], ...changes })) {
    next.delete(name);
    for (const one of [value].flat()) next.append(name, one);
  }
  return parse(next);
}

export const without = (state, name, value) => changed(state, { [name]: state.getAll(name).filter((held) => held !== value) });
export const including = (state, name, value) => changed(state, { [name]: [...state.getAll(name), value] });
export const unfiltered = (state) => changed(state, Object.fromEntries(filters.map((name) => [name, []])));

const withQuery = (path, state) => (state.size ? `${path}?${state}` : path);
export const searchAddress = (state) => withQuery('/', state);
export const articleAddress = (id, state) => withQuery(`/article/${encodeURIComponent(id)}`, state);
export const filterAddress = (field, id) => searchAddress(parse([[field, id]]));
