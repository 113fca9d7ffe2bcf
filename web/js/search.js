// Home, the list of results, and "nothing found".

import { bdi, dateText, dotted, el, heading, icon, languageName, link, list, marked, number, plural, published, quiet, textIn, titleOf, typed, unseen } from './dom.js';
import { nameOf } from './api.js';
import { FACETS, articleAddress, changed, filterAddress, including, searchAddress, unfiltered, without } from './state.js';
import { facets } from './facets.js';
import { timeline } from './timeline.js';

const REACHABLE = 10000;

export function searchView(state, reply) {
  if (!state.size) return homeView(state, reply);
  return el('div', { class: 'search frame' }, facets(state, reply.facet_counts), el('section', { class: 'results', 'aria-label': 'Results' },
    heading(null, reply.found ? plural(reply.found, 'article') : 'No articles', state.has('q') ? [' for “', bdi(state.get('q')), '”'] : ''),
    lines(state, reply).map((line) => el('p', { class: 'line' }, line)),
    chips(state),
    timeline(state, reply.histogram),
    controls(state, reply),
    reply.hits.length ? el('ol', null, reply.hits.map((hit) => el('li', null, card(state, hit)))) : nothing(state, reply),
    pages(state, reply)));
}

const to = (state, changes, ...label) => link(searchAddress(changed(state, changes)), ...label);

// ---- what was understood

function lines(state, reply) {
  const { did_you_mean: meant, understood = [], words, notes = [] } = reply.query_info;
  return [
    meant ? ['Did you mean ', to(state, { q: meant }, bdi(meant)), '?'] : null,
    ...understood.map((part) => mayBe(state, part)),
    spellings(state, understood.filter(({ entity }) => entity), reply.facet_counts),
    words === 'most' ? 'Few articles have all of these words; those with most of them follow below.' : null,
    ...notes].filter(Boolean);
}

const mayBe = (state, { text, entity, candidates }) => (entity || !candidates?.length ? null
  : ['“', bdi(text), '” is searched as a word. It may be ', candidates.flatMap(({ id, type, name }, i) => [i ? ', ' : '', link(searchAddress(including(state, type ?? 'person', id)), name)])]);

function spellings(state, parts, counts) {
  if (state.has('spelling')) return ['Only the spelling as typed. ', to(state, { spelling: [] }, 'All spellings')];
  if (!parts.length) return null;
  return ['Also matches ', parts.flatMap((part, i) => [i ? '; ' : '', ...otherSpellings(part, counts)]), '. ', to(state, { spelling: 'exact' }, 'Only this spelling')];
}

function otherSpellings({ text, entity }, counts) {
  const listed = counts.flatMap((facet) => facet.counts).find(({ id }) => id === entity.id);
  const others = (listed?.variants ?? []).map(({ value }) => value).filter((value) => value.toLowerCase() !== text.toLowerCase());
  if (!others.length) return ['every spelling of ', bdi(entity.name)];
  return [...others.slice(0, 4).flatMap((value, i) => [i ? ', ' : '', bdi(value)]), others.length > 4 ? ` and ${number(others.length - 4)} more` : ''];
}

// ---- chips

const NAMED = { ...Object.fromEntries(FACETS.map(({ field, one }) => [field, one])), within: 'Within' };
const LABELS = { ...NAMED, author: 'By', url: 'Address', story: 'Story', missing: 'Without', indexed_since: 'First indexed since', as_of: 'As of' };

function chips(state) {
  const of = (field, name, label) => state.getAll(name).map((value) =>
    chip(label, field in NAMED ? nameOf(field, value) : value, without(state, name, value), name !== field));
  const range = ['from', 'to'].map((name) => (state.has(name) ? dateOf(state.get(name)) : '…'));
  const dates = state.has('from') || state.has('to') ? [chip('Dates', range.join(' – '), changed(state, { from: [], to: [] }))] : [];
  const all = [...Object.entries(LABELS).flatMap(([field, label]) => [...of(field, field, label), ...of(field, `exclude.${field}`, `${label} not`)]), ...dates];
  return all.length ? list('chips', [...all, link(searchAddress(unfiltered(state)), 'Clear all')], { 'aria-label': 'Filters in force' }) : null;
}

const dateOf = (date) => (Date.parse(date) ? dateText(date, { 4: 'year', 7: 'month' }[date.length]) : date);

const chip = (label, text, next, excluded) => el('a', { class: excluded ? 'chip excluded' : 'chip', href: searchAddress(next) },
  unseen('Remove: '), quiet(label), ' ', bdi(text), icon('x'));

// ---- sort, fold, filters on a phone

function controls(state, reply) {
  const set = FACETS.flatMap(({ field }) => [...state.getAll(field), ...state.getAll(`exclude.${field}`)]).length;
  const folded = !state.has('group_by');
  return el('div', { class: 'controls' },
    el('div', { class: 'bar' }, el('button', { class: 'button plain', id: 'filters', 'data-key': 'filters' }, icon('filter'), set ? `Filters (${set})` : 'Filters'), sortChoice(state)),
    el('label', { class: 'tick' },
      el('input', { type: 'checkbox', checked: folded, 'data-key': 'fold', 'data-go': searchAddress(changed(state, { group_by: folded ? 'none' : [] })) }),
      'Fold similar reports', folded && reply.found_stories < reply.found ? quiet(`into ${plural(reply.found_stories, 'story', 'stories')}`) : null));
}

function sortChoice(state) {
  const sorts = { relevance: 'Best match', newest: 'Newest', oldest: 'Oldest', indexed: 'Newly indexed' };
  if (!state.has('q')) delete sorts.relevance;
  const current = state.get('sort_by') ?? Object.keys(sorts)[0];
  return el('label', { class: 'sort' }, 'Sort', el('select', { 'data-key': 'sort' }, Object.entries(sorts).map(([value, label]) =>
    el('option', { value, selected: value === current, 'data-go': searchAddress(changed(state, { sort_by: value })) }, label))));
}

// ---- one result

function card(state, hit) {
  const { id, language, source, snippet, entities = [], topics = [] } = hit;
  const tags = [...entities.slice(0, 5).map((one) => typed(one.type, filterAddress(one.type, one.id), one.name, 'tag')),
    ...topics.slice(0, 1).map((topic) => typed('topic', filterAddress('topic', topic), nameOf('topic', topic), 'tag'))];
  return el('article', { class: 'card', ...textIn(language) },
    el('h2', null, el('a', { href: articleAddress(id, state), 'data-key': id, 'data-print': hit.url }, titleOf(hit))),
    el('p', { class: 'meta', lang: 'en-GB' }, dotted([el('b', null, bdi(source?.name ?? 'Source unknown')), published(hit),
      /^(en|und)?(-|$)/.test(language ?? '') ? null : languageName(language), hit.title_derived ? 'title taken from the text' : null])),
    snippet?.length ? el('p', { class: 'snippet' }, marked(snippet)) : null,
    tags.length ? list('tags', tags, { lang: 'en-GB' }) : null,
    storyLine(state, hit.story));
}

function storyLine(state, story) {
  if (!(story?.size > 1)) return null;
  const others = (story.matching ?? 1) - 1;
  return el('p', { class: 'story', lang: 'en-GB' }, icon('stack'), dotted([
    to(state, { story: story.id, group_by: 'none' }, others ? plural(others, 'similar report') : `One of ${number(story.size)} similar reports`),
    story.sources > 1 ? quiet(`${number(story.sources)} sources`) : null]));
}

// ---- pages, and none

function pages(state, { found, found_stories: stories, page, per_page: size }) {
  const last = Math.ceil(Math.min(state.has('group_by') ? found : stories, REACHABLE) / size);
  if (last < 2) return null;
  const near = [...new Set([1, page - 1, page, page + 1, last])].filter((n) => n >= 1 && n <= last);
  const numbered = near.flatMap((n, i) => [n - near[i - 1] > 1 ? '…' : null,
    el('a', { href: searchAddress(changed(state, { page: n })), 'aria-label': `Page ${n}`, 'aria-current': n === page ? 'page' : null }, number(n))]);
  return el('nav', { class: 'pages', 'aria-label': 'Pages' },
    page > 1 ? to(state, { page: page - 1 }, icon('left'), 'Previous') : null, numbered, page < last ? to(state, { page: page + 1 }, 'Next', icon('right')) : null);
}

function nothing(state, { found }) {
  const steps = [
    found ? to(state, {}, 'Go to the first page') : null,
    state.has('spelling') ? to(state, { spelling: [] }, 'Search all spellings') : null,
    state.has('from') || state.has('to') ? to(state, { from: [], to: [] }, 'Search all dates') : null,
    state.has('q') && unfiltered(state).size < state.size ? [link(searchAddress(unfiltered(state)), 'Remove the filters'), ' and keep the words'] : null,
    state.has('q') ? 'Try a family name alone, or fewer words' : null,
    link('/', 'Start again')];
  return el('div', { class: 'note' }, el('h2', null, found ? 'This page is beyond the last' : 'Nothing matches all of this'), list('', steps.filter(Boolean)));
}

// ---- home

function homeView(state, { found, facet_counts: counts, histogram }) {
  const facet = (name) => counts.find(({ field }) => field === name) ?? { counts: [], distinct: 0 };
  return el('div', { class: 'home frame' },
    heading(null, 'Search conflict coverage by person or topic'),
    el('p', { class: 'intro' }, `${plural(found, 'article')} from ${plural(facet('source').distinct, 'source')} in ${plural(facet('lang').distinct, 'language')}. A name is found in every spelling and script that the archive has seen.`),
    examples(facet('person').counts, facet('topic').counts[0]),
    el('div', { class: 'lists' }, FACETS.slice(0, 4).filter(({ field }) => field !== 'org').map((one) => topList(one, facet(one.field).counts.slice(0, 6)))),
    timeline(state, histogram),
    el('p', null, link('/?sort_by=newest', 'All articles, newest first')));
}

/** Searches that this archive can answer: a name, one in another script, a phrase. */
function examples(people, topic) {
  const foreign = people.flatMap(({ variants }) => variants ?? []).find(({ value }) => !/\p{Script=Latin}/u.test(value));
  const queries = [people[0]?.value, foreign?.value, topic && `"${topic.value.toLowerCase()}"`].filter(Boolean);
  return queries.length ? el('p', { class: 'chips' }, 'Try', queries.map((q) => el('a', { class: 'chip', href: filterAddress('q', q) }, bdi(q)))) : null;
}

const topList = ({ field, title }, top) => (top.length ? el('section', null, el('h2', null, title), list('ranks', top.map(({ id, value, count }) =>
  el('div', { class: field, '--share': `${(100 * count) / top[0].count}%` }, typed(field, filterAddress(field, id), value), el('span', { class: 'count' }, number(count)))))) : null);
