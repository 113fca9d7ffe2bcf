// What is shown: the search with its filters, an article, an entity. A control names the address it leads to in data-go;
// data-key says which it is when the page is drawn anew.

import { ask, bdi, byId, changed, dateText, dayText, dotted, el, facet, FACETS, filterAddress, heading, hereAddress, icon, including, joined,
  kindText, languageName, link, list, marked, nameAddress, nameOf, number, plural, published, quiet, ranks, searchAddress, section, textIn, timeline,
  titleOf, to, typed, unfiltered, unlisted, unseen, viewAddress, without } from './base.js';

// ---- the search

export function searchView(state, reply) {
  if (!state.size) return homeView(state, reply);
  const { found, facet_counts: counts, hits, histogram, query_info: info } = reply;
  return el('div.search.frame', facets(state, counts), el('section.results', { 'aria-label': 'Results' },
    heading([found ? plural(found, 'article') : 'No articles', state.has('q') && [' for “', bdi(state.get('q')), '”']]),
    lines(state, info, counts).map((line) => el('p.line', line)),
    chips(state),
    profile(state, info.understood, counts),
    timeline(state, histogram),
    controls(state, reply),
    hits.length ? cards(state, hits) : nothing(state, found),
    pages(state, reply)));
}

const facetOf = (counts, field) => counts.find((facet) => facet.field === field) ?? { counts: [], distinct: 0 };
const valueOf = (counts, field, id) => facetOf(counts, field).counts.find((value) => value.id === id) ?? {};

// ---- what was understood

function lines(state, { did_you_mean: meant, understood, words, notes }, counts) {
  return [
    meant && ['Did you mean ', to(state, { q: meant }, bdi(meant)), '?'],
    ...understood.map((part) => part.candidates.length && mayBe(state, part)),
    spellings(state, understood.filter(({ entity }) => entity), counts),
    words === 'most' && 'Few articles have all of these words; those with most of them follow below.',
    ...notes].filter(Boolean);
}

function mayBe(state, { text, entity, candidates }) {
  const rest = changed(state, { q: state.get('q').replace(text, '') });
  const [one, ...others] = new Set(candidates.map(({ type }) => FACETS[type][0].toLowerCase()));
  return ['“', bdi(text), '” is searched as ', entity ? bdi(entity.name) : 'a word', `. It may ${entity ? 'also ' : ''}mean `,
    candidates.length > 1 && `${candidates.length} ${others.length ? 'names' : one}: `, candidateLinks(rest, candidates)];
}

/** Whom a name may mean; `from` is the state without that name. */
export const candidateLinks = (from, candidates) => joined(candidates.map(({ id, type, name, description, count }) =>
  [to(including(from, type, id), {}, bdi(name)), quiet(...[description, count && plural(count, 'article')].filter(Boolean).map((text) => `, ${text}`))]), '; ');

function spellings(state, parts, counts) {
  if (state.has('spelling')) return ['Only the spelling as typed. ', to(state, { spelling: [] }, 'All spellings')];
  const others = joined(parts.map((part) => otherSpellings(part, counts)), '; ');
  return others.length && ['Also matches ', others, '. ', to(state, { spelling: 'folded' }, 'Only this spelling')];
}

function otherSpellings({ text, entity: { type, id, name } }, counts) {
  const { variants } = valueOf(counts, type, id);
  const more = (...label) => link(viewAddress('entity', id, ''), label);
  if (!variants) return more('every spelling of ', bdi(name));
  const others = variants.map(({ value }) => value).filter((value) => value.toLowerCase() !== text.toLowerCase());
  return others.length && [joined(others.slice(0, 4).map(bdi), ', '), others.length > 4 && [' and ', more('more')]];
}

/** Of the one entity that is asked for, in words or as a filter, and nothing else. */
function profile(state, [part, ...more], counts) {
  const q = state.get('q');
  const filters = ['person', 'org', 'place'].flatMap((field) => state.getAll(field).map((id) => [field, id]));
  const asWords = part?.entity && !more.length && part.text === q;
  const [type, id] = asWords ? [part.entity.type, part.entity.id] : (!q && filters.length === 1 && filters[0]) || [];
  if (!id) return null;
  const { value = nameOf(type, id), kind, description = kind, count } = valueOf(counts, type, id);
  return el(`aside.profile.${type}`, { 'aria-label': 'Profile' }, icon(type), el('div', el('p.name', bdi(value)),
    el('p.quiet', dotted(kindText(type), description, count >= 0 && !(asWords && state.has(type)) && plural(count, 'article'))),
    el('p', dotted(link(viewAddress('entity', id, without(unlisted(changed(state, { q: [], spelling: [] })), type, id)), 'Profile'),
      asWords && to(including(state, type, id), { q: [] }, 'Use as filter')))));
}

// ---- chips

const LABELS = { within: 'Within', author: 'By', url: 'Address', story: 'Story', missing: 'Without', indexed_since: 'First indexed since', as_of: 'As of' };

function chips(state) {
  const of = (field, name, word) => state.getAll(name).map((value) => chip(`${FACETS[field]?.[1] ?? LABELS[field]}${word}`,
    field in FACETS || field === 'within' ? nameOf(field, value) : value, without(state, name, value), name !== field));
  const all = Object.keys({ ...FACETS, ...LABELS }).flatMap((field) => [...of(field, field, ''), ...of(field, `exclude.${field}`, ' not')]);
  const [from, until] = ['from', 'to'].map((name) => state.has(name) && dateText(state.get(name)));
  if (from || until) all.push(chip('Dates', `${from || '…'} – ${until || '…'}`, changed(state, { from: [], to: [] })));
  return all.length && list('ul.chips', [...all, link(hereAddress(unfiltered(state)), 'Clear all')], { 'aria-label': 'Filters in force' });
}

const chip = (label, text, next, excluded) => el(`a.chip${excluded ? '.excluded' : ''}`, { href: hereAddress(next) }, unseen('Remove: '), quiet(label), ' ', bdi(text), icon('x'));

// ---- sort, fold, export

function controls(state, { found, found_stories: stories, query_info: { words } }) {
  const set = [...state.keys()].filter((name) => name.replace('exclude.', '') in FACETS).length;
  const folded = !state.has('group_by');
  return el('div.controls',
    el('div.bar', el('button.button.plain', { id: 'filters', 'data-key': 'filters', popovertarget: 'facets' }, icon('filter'), set ? `Filters (${set})` : 'Filters'), sortChoice(state)),
    el('label.tick',
      el('input', { type: 'checkbox', checked: folded, 'data-key': 'fold', 'data-go': hereAddress(changed(state, { group_by: folded ? 'none' : [] })) }),
      'Fold similar reports', folded && stories < found && quiet(`into ${plural(stories, 'story', 'stories')}`)),
    exports(state, words));
}

function sortChoice(state) {
  const sorts = { relevance: 'Best match', newest: 'Newest', oldest: 'Oldest', indexed: 'Newly indexed' };
  if (!state.has('q')) delete sorts.relevance;
  return el('label.sort', 'Sort', el('select', { 'data-key': 'sort' }, Object.entries(sorts).map(([value, label]) =>
    el('option', { value, selected: value === state.get('sort_by'), 'data-go': hereAddress(changed(state, { sort_by: value })) }, label))));
}

/** What the page shows, for other programs; CSV and feed ask for all words unless told. */
function exports(state, words) {
  const same = changed(state, words === 'most' ? { words } : {});
  return el('p.exports', dotted(link(`/api/v1/export.csv?${same}`, 'CSV'), link(`/api/v1/search?${state}`, 'JSON'), link(`/api/v1/feed.atom?${same}`, 'Feed')));
}

// ---- results, and none

const cards = (state, hits) => list('ol', hits.map((hit) => card(state, hit)));

function card(state, hit) {
  const { id, language, source, snippet, entities, topics, topic_names: topicNames, story } = hit;
  const tags = [...entities.slice(0, 5), ...topics.slice(0, 1).map((topic) => ({ type: 'topic', id: topic, name: topicNames[0] }))];
  return el('article.card', textIn(language),
    el('h2', el('a', { href: viewAddress('article', id, state), 'data-key': id, 'data-print': hit.url }, titleOf(hit))),
    el('p.meta', { lang: 'en-GB' }, dotted(el('b', bdi(source?.name ?? 'Source unknown')), published(hit),
      !/^(en|und)?(-|$)/.test(language ?? '') && languageName(language), hit.title_derived && 'title taken from the text')),
    snippet.length && el('p.snippet', marked(snippet)),
    tags.length && list('ul.tags', tags.map(({ type, id: one, name }) => typed(type, nameAddress(type, one), name, 'a.tag')), { lang: 'en-GB' }),
    story.size > 1 && el('p.story', { lang: 'en-GB' }, dotted(
      link(searchAddress(changed(state, { story: story.id, group_by: 'none' })), story.matching > 1 ? plural(story.matching - 1, 'similar report') : `One of ${number(story.size)} similar reports`),
      story.sources > 1 && quiet(`${number(story.sources)} sources`))));
}

function pages(state, { found, found_stories: stories, page, per_page: size }) {
  const reachable = 10000;
  const last = Math.ceil(Math.min(state.has('group_by') ? found : stories, reachable) / size);
  return last > 1 && el('nav.pages', { 'aria-label': 'Pages' }, page > 1 && to(state, { page: page - 1 }, '← Previous'),
    `Page ${number(page)} of ${number(last)}`, page < last && to(state, { page: page + 1 }, 'Next →'));
}

function nothing(state, found) {
  const steps = [
    found && to(state, {}, 'Go to the first page'),
    state.has('spelling') && to(state, { spelling: [] }, 'Search all spellings'),
    (state.has('from') || state.has('to')) && to(state, { from: [], to: [] }, 'Search all dates'),
    state.has('q') && unfiltered(state).size < state.size && [link(searchAddress(unfiltered(state)), 'Remove the filters'), ' and keep the words'],
    state.has('q') && 'Try a family name alone, or fewer words',
    link('/', 'Start again')];
  return el('div.note', el('h2', found ? 'This page is beyond the last' : 'Nothing matches all of this'), list('ul', steps.filter(Boolean)));
}

// ---- home

function homeView(state, { found, facet_counts: counts, histogram }) {
  const distinct = (field, one) => plural(facetOf(counts, field).distinct, one);
  const top = (field) => facetOf(counts, field).counts.slice(0, 6).map(({ id, value, count }, i, [{ count: most }]) =>
    [field, typed(field, filterAddress(field, id), value), number(count), count / most]);
  return el('div.home.frame',
    heading('Search conflict coverage by person or topic'),
    el('p.intro', `${plural(found, 'article')} from ${distinct('source', 'source')} in ${distinct('lang', 'language')}. A name is found in every spelling and script.`),
    el('div.lists', ['person', 'place', 'topic'].map((field) => section(FACETS[field][0], ranks(top(field))))),
    timeline(state, histogram),
    el('p', link('/?sort_by=newest', 'All articles, newest first')));
}

// ---- filters

const SHOWN = 6;
const MOST_SHOWN = 1000;

/** What the reader has unfolded: facets, `whole` lists of values, spellings of one. */
export const unfolded = new Set(['person', 'org']);
/** Facet → how the values looked for begin. */
export const sought = new Map();

export const asksWhole = (field) => unfolded.has(`whole ${field}`) || sought.has(field);

export const narrow = matchMedia('(max-width: 59.99rem)');

/** Beside the results or, in a narrow window, over them. */
const facets = (state, counts) => el('section.facets', { id: 'facets', popover: narrow.matches, 'aria-label': 'Filters' }, el('h2', 'Filters'),
  el('div', Object.entries(FACETS).map(([field, [title]]) => facetBox(state, field, title, facetOf(counts, field)))),
  narrow.matches && el('button.button', { popovertarget: 'facets' }, 'Show results'));

function facetBox(state, field, title, { counts, distinct }) {
  const values = ordered(state, field, counts);
  const looking = sought.has(field);
  if (!values.length && !looking) return null;
  const set = values.filter(({ rank }) => rank).length;
  const all = `match.${field}`;
  const box = el('details.facet', { open: unfolded.has(field) || set > 0, ontoggle: () => unfolded[box.open ? 'add' : 'delete'](field) },
    el('summary', { 'data-key': field }, el('h3', title), set && el('span.badge', `${set}`, unseen(' set')), icon('down')),
    (distinct > SHOWN + 2 || looking) && finder(state, field, `Find in ${title.toLowerCase()}`),
    // An article has one source and one language.
    state.getAll(field).length > 1 && field !== 'source' && field !== 'lang' && el('label.tick',
      el('input', { type: 'checkbox', checked: state.has(all), 'data-key': all, 'data-go': hereAddress(changed(state, { [all]: state.has(all) ? [] : 'all' })) }), 'Only with all of these'),
    rows(state, field, distinct, values));
  return box;
}

function rows(state, field, distinct, values) {
  const whole = `whole ${field}`;
  const shown = asksWhole(field) ? MOST_SHOWN : Math.max(SHOWN, values.filter(({ rank }) => rank).length);
  return el('div.rows', values.length ? list('ul.values', values.slice(0, shown).map((value) => row(state, field, values, value))) : el('p.quiet', 'None begins so'),
    distinct > SHOWN && !sought.has(field) && el('button.more', { 'data-toggle': whole, 'data-key': whole },
      unfolded.has(whole) ? 'Show fewer' : `Show ${distinct > MOST_SHOWN ? `${number(MOST_SHOWN)} of` : 'all'} ${number(distinct)}`));
}

/** Changes only the list beneath: the reader is typing. */
function finder(state, field, label) {
  let rest;
  const find = async () => {
    const begins = input.value.trim();
    begins ? sought.set(field, begins) : sought.delete(field);
    const { counts, distinct } = await facet(state, field, begins);
    if (begins !== input.value.trim()) return;
    const values = ordered(state, field, counts);
    input.parentNode.querySelector('.rows').replaceWith(rows(state, field, distinct, values));
    byId('live').textContent = plural(values.length, 'value');
  };
  const input = el('input.find', { type: 'search', 'aria-label': label, placeholder: label, value: sought.get(field), dir: 'auto', 'data-key': `find ${field}`,
    oninput: () => { clearTimeout(rest); rest = setTimeout(() => find().catch(() => {}), 150); } });
  return input;
}

/** Chosen values (rank 2) first, then those left out (1). */
function ordered(state, field, listed) {
  const excluded = state.getAll(`exclude.${field}`);
  const absent = excluded.filter((id) => !listed.some((value) => value.id === id)).map((id) => ({ id, value: nameOf(field, id), count: 0 }));
  return [...absent, ...listed].map((value) => ({ ...value, rank: value.active ? 2 : Number(excluded.includes(value.id)) })).sort((a, b) => b.rank - a.rank);
}

function row(state, field, values, one) {
  const { id, value, count, description, rank, active, variants } = one;
  const exclude = `exclude.${field}`;
  const key = `${field} ${id}`;
  const others = values.filter((other) => other.active && other !== one).map((other) => other.id);
  const chosen = changed(without(state, exclude, id), { [field]: active ? others : [...others, id] });
  const left = rank === 1 ? without(state, exclude, id) : including(changed(state, { [field]: others }), exclude, id);
  const button = (name, label, attributes, shape) => el(name, { ...attributes, title: label, 'aria-label': label, 'data-key': `${shape} ${key}` }, icon(shape));
  return [el(`div.value${rank === 1 ? '.excluded' : ''}`,
    el('label', { title: description },
      el('input', { type: 'checkbox', checked: active, 'data-key': key, 'data-go': hereAddress(chosen) }), bdi(value), el('span.count', number(count))),
    variants?.length > 1 && button('button.side', `Spellings of ${value}`, { 'aria-expanded': `${unfolded.has(key)}`, 'data-toggle': key }, 'down'),
    button('a.side', `${rank === 1 ? 'Stop leaving' : 'Leave'} out ${value}`, { href: hereAddress(left) }, 'not')),
  unfolded.has(key) && spellingLinks(state, field, id, variants)];
}

/** Each spelling leads to where the name is so written. */
function spellingLinks(state, field, id, variants) {
  const words = variants.reduce((q, { value }) => q.replace(`"${value}"`, ''), state.get('q') ?? '');
  return list('ul.spellings', variants.map(({ value, count }) =>
    [link(searchAddress(changed(including(state, field, id), { q: `${words} "${value}"` })), bdi(value)), ' ', el('span.count', number(count))]));
}

// ---- an article

export function articleView(article, state) {
  const body = el('article.article', head(article), text(article, state));
  return el('div.reading.frame',
    el('nav.passage', { 'aria-label': 'Results' }, el('a', { href: searchAddress(state), id: 'back' }, state.size ? '← Back to results' : '← Search'), el('span', { id: 'beside' })),
    body,
    el('div.about', state.size && stepper([...body.querySelectorAll('mark')], state.get('q')), namedHere(article), record(article), versions(article, state)));
}

export function showNeighbours(view, id, state, hits) {
  const at = hits.findIndex((hit) => hit.id === id);
  const step = (hit, label) => (hit && at >= 0 ? link(viewAddress('article', hit.id, state), label) : '');
  view.querySelector('#beside').replaceChildren(step(hits[at - 1], '← Previous'), step(hits[at + 1], 'Next →'));
}

const original = ({ url }, label) => /^https?:/i.test(url) && el('a', { href: url, rel: 'noreferrer' }, label);

function head(article) {
  const { title_derived: derived, language, source, author } = article;
  return el('header',
    heading(titleOf(article), { ...textIn(language), class: derived && 'derived' }),
    el('p.meta', dotted(el('b', bdi(source?.name ?? 'Source unknown')), author.length && bdi(author.join(', ')), published(article, dateText),
      language && language !== 'und' && languageName(language), original(article, 'Original page'))),
    derived && el('p.meta', 'This article states no title: these words are taken from its text.'));
}

function text({ language, entities, paragraphs }, state) {
  const types = new Map(entities.map(({ id, type }) => [id, type]));
  const chosen = ['person', 'org', 'place'].flatMap((field) => state.getAll(field));
  return el('div.text', textIn(language), paragraphs.map(({ kind, text: pieces }) =>
    el(`p.${kind}`, kind === 'caption' && unseen('Caption: '), pieces.map((piece) => pieceNode(piece, types, chosen)))));
}

/** A chosen person is a match too, whatever the words were. */
function pieceNode({ text: words, mark, entity }, types, chosen) {
  const type = types.get(entity);
  const node = type ? el(`a.named.${type}`, { href: nameAddress(type, entity), title: nameOf(type, entity) }, words) : words;
  return mark || chosen.includes(entity) ? el('mark', node) : node;
}

function stepper(marks, q) {
  let at = -1;
  const said = el('span', { role: 'status' }, marks.length ? plural(marks.length, 'match', 'matches') : 'No matches');
  const button = (id, shape, label, by) => el('button.button.plain', { id, title: label, 'aria-label': label, disabled: !marks.length, onclick: () => {
    marks[at]?.classList.remove('now');
    at = at < 0 && by < 0 ? marks.length - 1 : (at + by + marks.length) % marks.length;
    marks[at].classList.add('now');
    marks[at].scrollIntoView({ block: 'center' });
    said.textContent = `${number(at + 1)} of ${plural(marks.length, 'match', 'matches')}`;
  } }, shape);
  return el('div.stepper', el('p', said, q && [' for “', bdi(q), '”']), button('step-left', '←', 'Previous match (p)', -1), button('step-right', '→', 'Next match (n)', 1));
}

function namedHere({ entities, topics, topic_names: topicNames }) {
  const rows = [...entities, ...topics.map((id, i) => ({ id, type: 'topic', name: topicNames[i] }))].map(({ id, type, name, mentions }) =>
    [type, typed(type, nameAddress(type, id), name), mentions && [number(mentions), unseen(' mentions')]]);
  return rows.length && section('Named here', ranks(rows));
}

function record(article) {
  const { source, author, indexed, updated, url, id, story } = article;
  const rows = {
    Source: source ? link(filterAddress('source', source.id), bdi(source.name)) : 'unknown',
    Author: author.join(', '),
    Published: published(article, dateText),
    'First indexed': dateText(indexed),
    Updated: updated !== indexed && dateText(updated),
    Address: original(article, url) || url,
    'Article id': el('code', id),
    Story: story.size > 1 && link(`/?story=${story.id}&group_by=none`, plural(story.size, 'report')) };
  return section('Source record', el('dl', Object.entries(rows).map(([name, value]) => value && [el('dt', name), el('dd', value)])));
}

const versions = ({ versions: others }, state) => others.length && section('Other versions', list('ul', others.map((one) => [
  link(viewAddress('article', one.id, state), bdi(one.source?.name ?? nameOf('source', one.source))), ' ',
  quiet(dotted(published(one), one.similarity && `${Math.round(100 * one.similarity)} % the same text`))])));

// ---- an entity

const LISTED = 12;

/** It stands without its spellings by source. */
export async function entityReplies(id, state, signal) {
  const filters = unlisted(state);
  const entity = await ask(`entities/${id}`, filters, {}, signal);
  const these = including(filters, entity.type, entity.id);
  const [{ rows }, { hits }] = await Promise.all([
    ask(`entities/${entity.id}/spellings`, filters, { by: 'source' }, signal).catch(() => ({ rows: [] })),
    ask('search', these, { sort_by: 'newest', per_page: 5, facet_by: 'none', interval: 'none' }, signal)]);
  return { entity, these, rows, hits };
}

export function entityView({ entity, these, rows, hits }, state) {
  const { type, name, kind, description = kind, wikidata, count, first_seen: first, last_seen: last, histogram } = entity;
  return el('div.entity.frame',
    el('header', el(`p.kind.${type}`, icon(type), ' ', kindText(type)), heading(bdi(name)),
      el('p.meta', dotted(description, plural(count, 'article'), first && `first seen ${dayText(first)}`, last && `last seen ${dayText(last)}`,
        wikidata && el('a', { href: `https://www.wikidata.org/wiki/${encodeURIComponent(wikidata)}`, rel: 'noreferrer' }, `Wikidata ${wikidata}`))),
      el('div.chips', el('a.button', { href: searchAddress(these) }, 'Search these articles'), exports(these)), chips(state)),
    el('div.wide', section('Coverage', timeline(state, histogram)),
      count ? [writtenAs(entity, state), houseStyle(these, rows), section('Latest articles', cards(these, hits))] : el('p', 'No article names it under these filters.')),
    count && el('div.about', companions(entity, these), fromSources(entity, these)));
}

const writtenAs = ({ type, id, variants }, state) => section('Written as',
  [...Map.groupBy(variants, ({ reason }) => reasonOf(reason))].map(([reason, some]) => [el('p.quiet', reason), spellingLinks(state, type, id, some)]));

/** Why a spelling is this entity's, in words; foreign text is kept from turning their direction. */
function reasonOf({ by, score, with: like, who, why }) {
  const foreign = (text) => `\u2068${text}\u2069`;
  if (by === 'override') return `Set by ${who ? foreign(who) : 'an editor'}${why ? `: ${foreign(why)}` : ''}`;
  return `${by === 'catalogue' ? 'In the catalogue' : `By ${by}`}${like ? `: like ‘${foreign(like)}’` : ''}${score ? `, ${score.toFixed(2)}` : ''}`;
}

function houseStyle(these, rows) {
  const sources = [...Map.groupBy(rows, ({ source }) => source.id ?? source)].slice(0, LISTED).map(([id, some]) => [
    el('dt', link(searchAddress(including(these, 'source', id)), bdi(some[0].source.name ?? nameOf('source', id)))),
    el('dd', joined(some.sort((a, b) => b.count - a.count).map(({ value, count }, i) => [el(i ? 'bdi' : 'b', value), ` ${number(count)}`]), ', '))]);
  return rows.length && section('House style by source', el('dl', sources));
}

function companions({ type, together }, these) {
  const both = (one) => changed(including(these, one.type, one.id), one.type === type ? { [`match.${type}`]: 'all' } : {});
  return together.length && section('Named together with', el('p.quiet', 'Articles with both; × more often than by chance'),
    ranks(together.slice(0, LISTED).map((one) => [one.type, typed(one.type, nameAddress(one.type, one.id), one.name),
      [el('a', { href: searchAddress(both(one)), 'aria-label': `${plural(one.count, 'article')} with ${one.name}` }, number(one.count)), ` × ${one.lift.toFixed(1)}`],
      one.count / together[0].count])));
}

const fromSources = ({ sources }, these) => section('Sources', el('p.quiet', 'Articles that name it, of all'),
  ranks(sources.slice(0, LISTED).map(({ id, name, count, total }) =>
    ['source', link(searchAddress(including(these, 'source', id)), bdi(name)), `${number(count)} of ${number(total)}`, count / total])));
