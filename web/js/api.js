// Asks the daemon. Replies are kept by address, so that Back asks nothing; a new generation of the index empties the store.

const replies = new Map();
const names = new Map();
let generation;

export const search = (state, signal) => ask(`/search?${state.size ? state : 'per_page=1&snippet_words=0'}`, signal);

/** One facet with all its values, or as many as the API gives. */
export async function wholeFacet(state, field, signal) {
  const asked = new URLSearchParams(state);
  for (const [name, value] of Object.entries({ facet_by: field, max_facet_values: 1000, page: 1, per_page: 1, interval: 'none' })) asked.set(name, value);
  return (await ask(`/search?${asked}`, signal)).facet_counts[0];
}

/** Of the search only what decides the marks. */
export const article = (id, state, signal) =>
  ask(`/articles/${encodeURIComponent(id)}?${new URLSearchParams([...state].filter(([name]) => name === 'q' || name === 'spelling'))}`, signal);

async function ask(address, signal) {
  if (replies.has(address)) return replies.get(address);
  const response = await fetch(`/api/v1${address}`, { signal });
  const reply = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(reply.error?.message ?? `The server answered ${response.status}.`), { status: response.status });
  keep(address, reply);
  return reply;
}

function keep(address, reply) {
  if (replies.size > 60 || (reply.index && reply.index.generation !== generation)) replies.clear();
  generation = reply.index?.generation ?? generation;
  replies.set(address, reply);
  for (const { field, counts } of reply.facet_counts ?? []) for (const { id, value } of counts) names.set(`${field} ${id}`, value);
  for (const { source, entities } of reply.hits ?? [reply]) {
    if (source) names.set(`source ${source.id}`, source.name);
    for (const { type, id, name } of entities ?? []) names.set(`${type} ${id}`, name);
  }
}

/** What a reader calls a value: as a reply named it, else its id made readable. */
export function nameOf(field, id) {
  const words = id.replaceAll('-', ' ');
  return names.get(`${field === 'within' ? 'place' : field} ${id}`) ?? words[0].toUpperCase() + words.slice(1);
}
