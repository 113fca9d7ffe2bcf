// What is shown: search, article, entity.

import { articleLink, ask, bdi, byId, cards, changed, chips, cite, dateText, dayText, dotted, el, exports, FACETS, filterAddress, folding, heading, hereAddress,
  icon, including, joined, kindText, latin, link, list, nameAddress, nameOf, number, percent, plural, published, quiet, quotes, ranks, searchAddress,
  section, sourceName, sum, textIn, timeline, titleOf, to, topicsOf, typed, unfiltered, unfolded, unlisted, unseen, viewAddress, whence, without } from './base.js';

// ---- the search

export function searchView(state, reply) {
  if (!state.size) return homeView(state, reply);
  const { found, facet_counts: counts, hits, histogram, query_info: info } = reply;
  const title = heading([found ? plural(found, 'article') : 'No articles', state.has('q') && [' for “', bdi(state.get('q')), '”']]);
  return el('div.search.frame', facets(state, counts), el('section.results', { 'aria-label': 'Results' }, title,
    lines(state, info, counts).map((line) => el('p.line', line)),
    chips(state),
    profile(state, info.understood, counts),
    timeline(state, histogram),
    controls(state, reply),
    hits.length ? cards(state, hits) : nothing(state, found),
    pages(state, reply), cite([title.textContent, `${location.origin}${searchAddress(changed(state, { as_of: reply.index.built }))}`], reply.index)));
}

const facetOf = (counts, field) => counts.find((facet) => facet.field === field) ?? { counts: [], distinct: 0 };
const valueOf = (counts, field, id) => facetOf(counts, field).counts.find((value) => value.id === id) ?? {};

// ---- what was understood

function lines(state, { did_you_mean: meant, understood, words, notes, found_with_all: whole }, counts) {
  return [
    meant && ['Did you mean ', to(state, { q: meant }, bdi(meant)), '?'],
    ...understood.map((part) => part.candidates.length && mayBe(state, part)),
    spellings(state, understood.filter(({ entity, excluded }) => entity && !excluded), counts),
    words === 'most' && [`${number(whole)} of them have all of these words; those with most follow below. `, to(state, { words: 'all' }, 'Only with all words')],
    ...notes].filter(Boolean);
}

function mayBe(state, { text, entity, candidates }) {
  return ['“', bdi(text), '” is searched as ', entity ? bdi(entity.name) : 'a word', `. It may ${entity ? 'also ' : ''}mean `,
    candidateLinks(changed(state, { q: state.get('q').replace(text, '') }), candidates)];
}

export const candidateLinks = (from, candidates) => joined(candidates.map(({ id, type, name, description, count }) =>
  joined([to(including(from, type, id), {}, bdi(name)), description && quiet(description), count && quiet(plural(count, 'article'))], ', ')), '; ');

function spellings(state, parts, counts) {
  if (state.has('spelling')) return ['Only the spelling as typed. ', to(state, { spelling: [] }, 'All spellings')];
  const others = joined(parts.map((part) => otherSpellings(part, counts)), '; ');
  return others.length && ['Also matches ', others, '. ', to(state, { spelling: 'folded' }, 'Only this spelling')];
}

function otherSpellings({ text, entity: { type, id, name } }, counts) {
  const { variants } = valueOf(counts, type, id);
  const more = (...label) => link(nameAddress(type, id), label);
  if (!variants) return more('every spelling of ', bdi(name));
  const others = variants.map(({ value }) => value).filter((value) => value.toLowerCase() !== text.toLowerCase());
  return others.length && [joined(others.slice(0, 4).map(bdi), ', '), others.length > 4 && [' and ', more('more')]];
}

function profile(state, understood, counts) {
  const q = state.get('q');
  const named = [...understood.map(({ entity }) => entity), ...['person', 'org', 'place'].flatMap((type) => state.getAll(type).map((id) => ({ type, id })))];
  if (!named[0] || named[1] || (q && q !== understood[0]?.text)) return null;
  const [{ type, id }] = named;
  const { value = nameOf(type, id), kind, description = kind, count } = valueOf(counts, type, id);
  return el(`aside.profile.${type}`, { 'aria-label': 'Profile' }, icon(type), el('div', el('p.name', bdi(value)),
    el('p.quiet', dotted(kindText(type), description, count >= 0 && plural(count, 'article'))),
    dotted(link(viewAddress('entity', id, without(unlisted(changed(state, { q: [], spelling: [] })), type, id)), 'Profile'),
      q && to(including(state, type, id), { q: [] }, 'Use as filter'))));
}

// ---- sort, fold, export

function controls(state, { found, found_stories: stories, query_info: { words } }) {
  const set = [...state.keys()].filter((name) => name.replace('exclude.', '') in FACETS).length;
  const folded = !state.has('group_by');
  return el('div.controls',
    el('div.bar', el('button.button.plain', { id: 'filters', 'data-key': 'filters', popovertarget: 'facets' }, set ? `Filters (${set})` : 'Filters'), sortChoice(state)),
    el('label.tick', box('fold', changed(state, { group_by: folded ? 'none' : [] }), folded),
      'Fold similar reports', folded && stories < found && quiet(`into ${plural(stories, 'story', 'stories')}`)),
    exports(state, words));
}

const box = (key, next, checked) => el('input', { type: 'checkbox', checked, 'data-key': key, 'data-go': hereAddress(next) });

function sortChoice(state) {
  const sorts = { relevance: 'Best match', newest: 'Newest', oldest: 'Oldest', indexed: 'Newly indexed' };
  if (!state.has('q')) delete sorts.relevance;
  return el('label.sort', 'Sort', el('select', { 'data-key': 'sort' }, Object.entries(sorts).map(([value, label]) =>
    el('option', { value, selected: value === state.get('sort_by'), 'data-go': hereAddress(changed(state, { sort_by: value })) }, label))));
}

// ---- results, and none

function pages(state, { found, found_stories: stories, page, per_page: size }) {
  const reachable = 10000;
  const last = Math.ceil(Math.min(state.has('group_by') ? found : stories, reachable) / size);
  return last > 1 && el('nav.pages', { 'aria-label': 'Pages' }, page > 1 && to(state, { page: page - 1 }, '← Previous'),
    `Page ${number(page)} of ${number(last)}`, page < last && to(state, { page: page + 1 }, 'Next →'));
}

function nothing(state, found) {
  const steps = [
    found && to(state, {}, 'Go to the first page'),
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
    [field, typed({ type: field, name: value }, 'a', filterAddress(field, id)), number(count), count / most]);
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

export const sought = new Map();

export const asksWhole = (field) => unfolded.has(`whole ${field}`) || sought.has(field);

export const narrow = matchMedia('(max-width: 59.99rem)');

const facets = (state, counts) => el('section.facets', { id: 'facets', popover: narrow.matches, 'aria-label': 'Filters' }, el('h2', 'Filters'),
  el('div', Object.entries(FACETS).map(([field, [title]]) => facetBox(state, field, title, facetOf(counts, field)))),
  narrow.matches && el('button.button', { popovertarget: 'facets' }, 'Show results'));

function facetBox(state, field, title, { counts, distinct, without: none }) {
  const values = ordered(state, field, counts);
  const looking = sought.has(field);
  if (!values.length && !looking) return null;
  const set = values.filter(({ rank }) => rank).length;
  const all = `match.${field}`;
  return folding('details.facet', field, set > 0, null,
    el('summary', { 'data-key': field }, el('h3', title), set && el('span.badge', `${set}`, unseen(' set')), icon('down')),
    (distinct > SHOWN + 2 || looking) && finder(state, field, `Find in ${title.toLowerCase()}`),
    state.getAll(field).length > 1 && field !== 'source' && field !== 'lang' && el('label.tick', box(all, changed(state, { [all]: state.has(all) ? [] : 'all' }), state.has(all)), 'Only with all of these'),
    rows(state, field, distinct, values),
    none > 0 && to(including(state, 'missing', field), { [field]: [] }, `${number(none)} without`));
}

function rows(state, field, distinct, values) {
  const whole = `whole ${field}`;
  const shown = asksWhole(field) ? MOST_SHOWN : Math.max(SHOWN, values.filter(({ rank }) => rank).length);
  return el('div.rows', values.length ? list('ul.values', values.slice(0, shown).map((value) => row(state, field, value))) : el('p.quiet', 'None begins so'),
    distinct > SHOWN && !sought.has(field) && el('button.more', { 'data-toggle': whole, 'data-key': whole },
      unfolded.has(whole) ? 'Show fewer' : `Show ${distinct > MOST_SHOWN ? `${number(MOST_SHOWN)} of` : 'all'} ${number(distinct)}`));
}

export async function facet(state, field, begins, signal) {
  const more = { facet_by: field, max_facet_values: 1000, page: 1, per_page: 1, snippet_words: 0, interval: 'none' };
  return (await ask('search', state, begins ? { ...more, facet_query: `${field}:${begins}` } : more, signal)).facet_counts[0];
}

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

function ordered(state, field, listed) {
  const wider = field === 'place' ? state.getAll('within') : [];
  return [...wider.map((id) => ({ id, value: nameOf(field, id), active: true, within: true })), ...listed.filter(({ id }) => !wider.includes(id))]
    .map((value) => ({ ...value, rank: value.active ? 2 : Number(value.excluded ?? 0) })).sort((a, b) => b.rank - a.rank);
}

function row(state, field, { id, value, count, description, rank, active, within, variants }) {
  const key = `${field} ${id}`;
  const free = without(without(state, within ? 'within' : field, id), `exclude.${field}`, id);
  const side = (name, shape, label, attributes) => el(`${name}.side`, { ...attributes, title: label, 'data-key': `${shape} ${key}` }, icon(shape));
  return [el(`div.value${rank === 1 ? '.excluded' : ''}`,
    el('label', { title: description }, box(key, active ? free : including(free, field, id), active), bdi(value), count >= 0 && el('span.count', number(count))),
    variants?.length > 1 && side('button', 'down', `Spellings of ${value}`, { 'aria-expanded': `${unfolded.has(key)}`, 'data-toggle': key }),
    side('a', 'not', `${rank === 1 ? 'Stop leaving' : 'Leave'} out ${value}`, { href: hereAddress(rank === 1 ? free : including(free, `exclude.${field}`, id)) })),
  field === 'place' && active && el('label.tick', box(`within ${id}`, including(free, within ? field : 'within', id), within), 'and places in it'),
  unfolded.has(key) && spellingLinks(state, field, id, variants)];
}

function spellingLinks(state, field, id, variants) {
  const words = variants.reduce((q, { value }) => q.replace(`"${value}"`, ''), state.get('q') ?? '');
  return list('ul.spellings', variants.map(({ value, count }) =>
    [link(searchAddress(changed(including(state, field, id), { q: `${words} "${value}"` })), bdi(value)), ' ', el('span.count', number(count))]));
}

// ---- an article

export function articleView(article, state) {
  const { comparison, index, quotes: said, source, title, url, id, author, published: date } = article;
  const here = viewAddress('article', id, state);
  const body = el('article.article', head(article), comparison ? differences(article, here) : text(article, state));
  return el('div.reading.frame',
    el('nav.passage', { 'aria-label': 'Results' }, el('a', { href: searchAddress(state), id: 'back' }, state.size ? '← Back to results' : '← Search'), el('span', { id: 'beside' })),
    body,
    el('div.about', state.size && stepper([...body.querySelectorAll('mark')], state.get('q')), namedHere(article), said[0] && section('Quotes', quotes(said)),
      versions(article, state), el('div', { id: 'similar' }), record(article),
      cite([author.join(', '), `“${title}”`, source?.name, date && dateText(date), url ?? location.origin + here], index)));
}

export function showNeighbours(view, id, state, hits) {
  const at = hits.findIndex((hit) => hit.id === id);
  const step = (hit, label) => (hit && at >= 0 ? link(viewAddress('article', hit.id, state), label) : '');
  view.querySelector('#beside').replaceChildren(step(hits[at - 1], '← Previous'), step(hits[at + 1], 'Next →'));
}

export const showSimilar = (view, hits) => hits[0] && view.querySelector('#similar').append(section('Similar articles', list('ul.rows', hits.map((one) => [articleLink(one), ' ', whence(one)]))));

const original = ({ url }, label) => /^https?:/i.test(url) && el('a', { href: url, rel: 'noreferrer' }, label);

function head(article) {
  const { title_derived: derived, language, author } = article;
  return el('header',
    heading(titleOf(article), { ...textIn(language), class: derived && 'derived' }), latin(article),
    el('p.meta', dotted(el('b', sourceName(article)), author.length && bdi(author.join(', ')), published(article, dateText),
      article.language_name, original(article, 'Original page'))),
    derived && el('p.meta', 'This article states no title: these words are taken from its text.'));
}

function text({ language, entities, paragraphs }, state) {
  const types = new Map(entities.map(({ id, type }) => [id, type]));
  const chosen = ['person', 'org', 'place'].flatMap((field) => state.getAll(field));
  return el('div.text', textIn(language), paragraphs.map(({ kind, text: pieces }) =>
    el(`p.${kind}`, kind === 'caption' && unseen('Caption: '), pieces.map((piece) => pieceNode(piece, types, chosen)))));
}

function pieceNode({ text: words, mark, entity }, types, chosen) {
  const type = types.get(entity);
  const node = type ? el(`a.named.${type}`, { href: nameAddress(type, entity), title: nameOf(type, entity) }, words) : words;
  return mark || chosen.includes(entity) ? el('mark', node) : node;
}

function differences({ language, comparison: { parts, cut, ...other } }, back) {
  const only = { only_here: ['ins', 'only here'], only_there: ['del', 'only there'] };
  return [el('p.line', 'Compared with ', whence(other), ': ', joined(Object.values(only).map(([name, text]) => el(name, text)), ', '), '. ', cut && 'The end is not compared. ', link(back, 'Show the text alone')),
    el('div.text', textIn(language), el('p', parts.map(({ kind, text: words }) => {
      const [name, label] = only[kind] ?? ['span'];
      return [el(name, label && unseen(`${label}: `), words.replaceAll('\n', '\n\n')), ' '];
    })))];
}

const versions = ({ id, versions: others }, state) => others[0] && section('Other versions', list('ul.rows', others.map((one) => [
  link(viewAddress('article', one.id, state), sourceName(one)), ' ', quiet(dotted(published(one), one.similarity && `${percent(one.similarity)} the same text`)), ' ',
  link(viewAddress('article', id, new URLSearchParams([...state, ['compare', one.id]])), 'Differences')])));

function stepper(marks, q) {
  let at = -1;
  const said = el('span', { role: 'status' }, marks[0] ? plural(marks.length, 'match', 'matches') : 'No matches');
  const button = (id, shape, label, by) => marks[0] && el('button.button.plain', { id, 'aria-label': label, onclick: () => {
    marks[at]?.classList.remove('now');
    at = at < 0 && by < 0 ? marks.length - 1 : (at + by + marks.length) % marks.length;
    marks[at].classList.add('now');
    marks[at].scrollIntoView({ block: 'center' });
    said.textContent = `${number(at + 1)} of ${plural(marks.length, 'match', 'matches')}`;
  } }, shape);
  return el('div.stepper', el('p', said, q && [' for “', bdi(q), '”']), button('step-left', '←', 'Previous match (p)', -1), button('step-right', '→', 'Next match (n)', 1));
}

function namedHere(article) {
  const named = [...article.entities, ...topicsOf(article)];
  return named[0] && section('Named here', ranks(named.map((one) => [one.type, typed(one), one.mentions && [number(one.mentions), unseen(' mentions')]])));
}

function record(article) {
  const { source, indexed, updated, url, id, story } = article;
  const rows = {
    Source: source ? link(filterAddress('source', source.id), bdi(source.name)) : 'unknown',
    'First indexed': dateText(indexed),
    Updated: updated !== indexed && dateText(updated),
    Address: original(article, url) || url,
    'Article id': el('code', id),
    Story: story.size > 1 && link(`/?story=${story.id}&group_by=none`, plural(story.size, 'report')) };
  return section('Source record', el('dl', Object.entries(rows).map(([name, value]) => value && [el('dt', name), el('dd', value)])));
}

// ---- an entity

const LISTED = 12;

export function entityView({ entity, these, rows, hits, said }, state) {
  const { type, name, kind, description = kind, wikidata, count, first_seen: first, last_seen: last, histogram } = entity;
  return el('div.entity.frame',
    el('header', el(`p.kind.${type}`, icon(type), ' ', kindText(type)), heading(bdi(name)),
      el('p.meta', dotted(description, plural(count, 'article'), first && `first seen ${dayText(first)}`, last && `last seen ${dayText(last)}`,
        wikidata && el('a', { href: `https://www.wikidata.org/wiki/${encodeURIComponent(wikidata)}`, rel: 'noreferrer' }, `Wikidata ${wikidata}`))),
      el('div.chips', el('a.button', { href: searchAddress(these) }, 'Search these articles'), exports(these)), chips(state)),
    el('div.wide', section('Coverage', timeline(state, histogram, these)),
      count ? [writtenAs(entity, state), houseStyle(entity, these, rows), said.found && section(`Quotes (${number(said.found_distinct)})`, quotes(said.quotes), link(`/api/v1/quotes.csv?speaker=${entity.id}&${state}`, 'All as CSV')),
        section('Latest articles', cards(these, hits))] : el('p', 'No article names it under these filters.')),
    count && el('div.about', companions(entity, these), fromSources(entity, these)));
}

const writtenAs = ({ type, id, variants }, state) => section('Written as',
  [...Map.groupBy(variants, ({ reason }) => reasonOf(reason))].map(([reason, some]) => [el('p.quiet', reason), spellingLinks(state, type, id, some)]));

function reasonOf({ by, score, with: like, who, why }) {
  const foreign = (text) => `\u2068${text}\u2069`;
  if (by === 'override') return `Set by ${who ? foreign(who) : 'an editor'}${why ? `: ${foreign(why)}` : ''}`;
  return `${by === 'catalogue' ? 'In the catalogue' : `By ${by}`}${like ? `: like ‘${foreign(like)}’` : ''}${score ? `, ${score.toFixed(2)}` : ''}`;
}

/** Each source's spellings, the commonest first; opened, year by year. */
function houseStyle({ id: entity }, these, rows) {
  const ways = (some) => joined([...Map.groupBy(some, ({ value }) => value)].map(([value, all]) => [value, sum(all).count])
    .sort((a, b) => b[1] - a[1]).map(([value, count], i) => [el(i ? 'bdi' : 'b', value), ` ${number(count)}`]), ', ');
  return rows[0] && section('House style by source', el('dl', [...Map.groupBy(rows, ({ source }) => source?.id)].slice(0, LISTED).map(([id, some]) => [
    el('dt', id ? link(searchAddress(including(these, 'source', id)), sourceName(some[0])) : 'Source unknown'),
    el('dd', !id ? ways(some) : folding('details', `style ${id}`, false, async (box) => {
      const yearly = await ask(`entities/${entity}/spellings`, including(these, 'source', id), { by: 'source', interval: 'year' });
      box.append(list('ul', [...Map.groupBy(yearly.rows, ({ from }) => from)].map(([year, all]) => [quiet(year?.slice(0, 4) ?? 'undated'), ' ', ways(all)])));
    }, el('summary', ways(some))))])));
}

function companions({ type, together }, these) {
  const both = (one) => changed(including(these, one.type, one.id), one.type === type ? { [`match.${type}`]: 'all' } : {});
  return together[0] && section('Named together with', el('p.quiet', 'Articles with both; × more often than by chance'),
    ranks(together.slice(0, LISTED).map((one) => [one.type, typed(one),
      [el('a', { href: searchAddress(both(one)), 'aria-label': `${plural(one.count, 'article')} with ${one.name}` }, number(one.count)), ` × ${one.lift.toFixed(1)}`],
      one.count / together[0].count])));
}

const fromSources = ({ sources }, these) => section('Sources', el('p.quiet', 'Articles that name it, of all'),
  ranks(sources.slice(0, LISTED).map(({ id, name, count, total }) =>
    ['source', link(searchAddress(including(these, 'source', id)), bdi(name)), `${number(count)} of ${number(total)}`, count / total])));
