// A search client for InstantSearch (instantsearch.js, react-instantsearch, vue-instantsearch) over this endpoint: whoever has such a front end keeps it.
//
//   import { dispatchesClient } from './instantsearch.js';
//   const searchClient = dispatchesClient('http://127.0.0.1:8080');
//   const search = instantsearch({ indexName: 'dispatches', searchClient });
//   search.addWidgets([refinementList({ container, attribute: 'person', searchable: true, transformItems: searchClient.named('person') })]);
//
// Attributes of facets are person, org, place, topic, source, lang; their values are ids, which `named` gives their names. A refinement of several values
// means any of them, with `operator: 'and'` all. `published` (seconds since 1970) takes ranges. The index's name may say an order: 'dispatches:newest'.
// A hit is one of /api/v1/search, with objectID; title and snippet are marked. `parameters` are added to every request, as { group_by: 'none' }.
// A page on another host needs `searchd --allow-origin`.

const FACETS = ['person', 'org', 'place', 'topic', 'source', 'lang'];
const DATE = 'published';
const MOST_HITS = 10000;      // that pages reach
const MOST_A_PAGE = 100;
const LONGEST_ADDRESS = 6000; // of 8 KB

const list = (value) => (value === undefined ? [] : [value].flat());
const day = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);

/** "person:-x" → the facet, the id, and whether it is left out; a "-" of the id itself comes as "\-". */
function readFilter(filter) {
  const colon = filter.indexOf(':');
  const facet = filter.slice(0, colon);
  const value = filter.slice(colon + 1);
  if (!FACETS.includes(facet)) throw new Error(`'${facet}' is no facet; use ${FACETS.join(', ')}`);
  return value.startsWith('-') ? { facet, id: value.slice(1), out: true } : { facet, id: value.replace(/^\\-/, '-'), out: false };
}

/** Inner lists mean any of them, the outer one all: as far as the endpoint has words for it. */
function readFacetFilters(filters) {
  const asked = {};
  const groups = Object.fromEntries(FACETS.map((facet) => [facet, []]));
  const narrowing = new Set();  // facets of which a choice stands by itself: it narrows its neighbours' counts too
  for (const group of list(filters)) {
    const read = list(group).map(readFilter);
    const { facet, out } = read[0];
    if (read.length > 1 && read.some((one) => one.facet !== facet || one.out)) throw new Error('filters in one list must be of one facet, and choices');
    if (out) (asked[`exclude.${facet}`] ??= []).push(read[0].id);
    else groups[facet].push(read.map(({ id }) => id));
    if (!Array.isArray(group)) narrowing.add(facet);
  }
  for (const [facet, chosen] of Object.entries(groups)) {
    if (chosen.length > 1 && chosen.some((ids) => ids.length > 1)) throw new Error(`${facet}: any of some and all of others cannot be asked together`);
    if (chosen.length > 0) asked[facet] = chosen.flat();
    if (chosen.length > 0 && narrowing.has(facet)) asked[`match.${facet}`] = 'all';
  }
  return asked;
}

/** "published>=1733011200" and its like; days are whole. */
function readNumericFilters(filters) {
  const asked = {};
  for (const filter of list(filters).flat()) {
    const [, attribute, operator, value] = filter.match(/^(\w+)\s*(>=|<=|=)\s*(-?[\d.]+)$/) ?? [];
    if (attribute !== DATE) throw new Error(`'${filter}' is no range of ${DATE}`);
    if (operator !== '<=') asked.from = day(Number(value));
    if (operator !== '>=') asked.to = day(Number(value));
  }
  return asked;
}

const facetsOf = ({ facets }) => (list(facets).includes('*') ? FACETS : list(facets).filter((facet) => FACETS.includes(facet)));

function searchParameters({ indexName, params = {} }, extra) {
  if (params.filters) throw new Error("'filters' are not read here; use facetFilters");
  const facets = facetsOf(params);
  return {
    q: params.query, sort_by: indexName.split(':')[1], page: (params.page ?? 0) + 1, per_page: Math.min(Math.max(params.hitsPerPage ?? 20, 1), MOST_A_PAGE),
    facet_by: facets.join(',') || 'none', max_facet_values: Math.min(params.maxValuesPerFacet ?? 10, 1000), interval: 'none',
    ...readFacetFilters(params.facetFilters), ...readNumericFilters(params.numericFilters), ...extra,
  };
}

async function ask(url, path, parameters) {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => list(value).map((one) => [name, one])).filter(([, value]) => value !== '');
  const query = String(new URLSearchParams(pairs));
  const reply = query.length < LONGEST_ADDRESS ? await fetch(`${url}/api/v1${path}?${query}`)
    : await fetch(`${url}/api/v1${path}`, { method: 'POST', body: JSON.stringify(parameters) });
  const json = await reply.json();
  if (!reply.ok) throw new Error(json.error.message);
  return json;
}

const escaped = (text) => text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]);

function marked(pieces, { highlightPreTag: before = '<em>', highlightPostTag: after = '</em>' }) {
  const value = pieces.map(({ text, mark }) => (mark ? before + text + after : text)).join('');
  const words = pieces.filter(({ mark }) => mark).map(({ text }) => text.toLowerCase());
  return { value, matchLevel: words.length ? 'full' : 'none', matchedWords: words };
}

const plain = (text) => ({ value: String(text), matchLevel: 'none', matchedWords: [] });

function hitOf(hit, params) {
  const attributes = { url: hit.url, source: hit.source?.name, published: hit.published, language: hit.language };
  const known = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return {
    ...hit, objectID: hit.id, snippet: hit.snippet?.map(({ text }) => text).join('') ?? '',
    _highlightResult: { ...Object.fromEntries(known.map(([name, value]) => [name, plain(value)])), title: marked(hit.title_marked, params), author: hit.author.map(plain) },
    _snippetResult: { snippet: marked(hit.snippet ?? [], params) },
  };
}

/**
 * What InstantSearch asks a client for: search() and searchForFacetValues(); and named(facet), for `transformItems`.
 * @param {string} url of the daemon
 * @param {{parameters?: object}} options
 */
export function dispatchesClient(url, { parameters: extra = {} } = {}) {
  const names = new Map();
  const byStory = extra.group_by !== 'none';
  const countOf = (value) => (byStory ? value.stories : value.count);
  const remember = (field, { id, value }) => names.set(`${field}:${id}`, value);

  const facetsIn = (reply, wanted) => Object.fromEntries(reply.facet_counts.filter(({ field }) => wanted.includes(field)).map(({ field, counts }) => {
    counts.forEach((value) => remember(field, value));
    return [field, Object.fromEntries(counts.filter((value) => countOf(value) > 0 || value.active).map((value) => [value.id, countOf(value)]))];
  }));

  const resultOf = ({ indexName, params = {} }, reply, stats) => {
    const nbHits = byStory ? reply.found_stories : reply.found;
    const hitsPerPage = params.hitsPerPage ?? 20;
    return {
      index: indexName, query: params.query ?? '', params: '', page: params.page ?? 0, hitsPerPage, nbHits, nbPages: Math.ceil(Math.min(nbHits, MOST_HITS) / (hitsPerPage || 1)),
      hits: hitsPerPage === 0 ? [] : reply.hits.map((hit) => hitOf(hit, params)), facets: facetsIn(reply, facetsOf(params)), facets_stats: stats,
      processingTimeMS: Math.round(reply.search_time_ms), exhaustiveNbHits: true, exhaustiveFacetsCount: true,
    };
  };

  let wholeRange;
  const statsOf = async ({ params = {} }) => {
    if (!list(params.facets).includes(DATE)) return {};
    wholeRange ??= ask(url, '/index', {});
    const { from, to } = await wholeRange;
    return from ? { [DATE]: { min: Date.parse(from) / 1000, max: Date.parse(to) / 1000 } } : {};
  };

  // InstantSearch asks once more for each facet with choices, without them. The counts of the one reply leave them out already.
  const isAnsweredBy = (request, main) => {
    const own = facetsOf(request.params ?? {});
    const others = (filters) => JSON.stringify(list(filters).filter((group) => !own.includes(readFilter(list(group)[0]).facet)));
    return main && request.params?.hitsPerPage === 0 && request.indexName === main.indexName && (request.params.query ?? '') === (main.params.query ?? '')
      && own.length > 0 && own.every((facet) => facetsOf(main.params).includes(facet)) && others(request.params.facetFilters) === others(main.params.facetFilters)
      && JSON.stringify(request.params.numericFilters) === JSON.stringify(main.params.numericFilters);
  };

  return {
    async search(requests) {
      let main;
      let reply;
      const results = await Promise.all(requests.map(async (request) => {
        if (!isAnsweredBy(request, main)) {
          main = request;
          reply = ask(url, '/search', searchParameters(request, extra));
        }
        const own = reply;
        return resultOf(request, await own, await statsOf(request));
      }));
      return { results };
    },

    async searchForFacetValues(requests) {
      return Promise.all(requests.map(async ({ indexName, params: { facetName, facetQuery = '', maxFacetHits = 10, ...params } }) => {
        const request = { indexName, params: { ...params, facets: [facetName], maxValuesPerFacet: maxFacetHits, hitsPerPage: 0, page: 0 } };
        const typed = facetQuery.trim() ? { facet_query: `${facetName}:${facetQuery.trim()}` } : {};
        const reply = await ask(url, '/search', { ...searchParameters(request, extra), ...typed });
        const counts = reply.facet_counts[0].counts.filter((value) => countOf(value) > 0);
        counts.forEach((value) => remember(facetName, value));
        return {
          facetHits: counts.map((value) => ({ value: value.id, highlighted: escaped(value.value), count: countOf(value) })),
          exhaustiveFacetsCount: true, processingTimeMS: Math.round(reply.search_time_ms),
        };
      }));
    },

    named: (facet) => (items) => items.map((item) => {
      const name = names.get(`${facet}:${item.value}`) ?? item.label;
      return { ...item, label: name, highlighted: escaped(name) };
    }),
  };
}
