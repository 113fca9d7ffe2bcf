// One article: its text with matches and names, who is named, and where it came from.

import { bdi, dateText, dotted, el, heading, icon, languageName, link, list, number, plural, published, quiet, textIn, titleOf, typed, unseen } from './dom.js';
import { nameOf } from './api.js';
import { articleAddress, filterAddress, searchAddress } from './state.js';

export function articleView(article, state) {
  const body = el('article', { class: 'article' }, head(article), text(article, state));
  return el('div', { class: 'reading frame' },
    el('nav', { class: 'passage', 'aria-label': 'Results' }, el('a', { href: searchAddress(state), id: 'back' }, icon('left'), state.size ? 'Back to results' : 'Search'), el('span', { id: 'beside' })),
    body,
    el('div', { class: 'about' }, state.size ? stepper([...body.querySelectorAll('mark')], state) : null, namedHere(article), record(article), versions(article, state)));
}

/** The article's neighbours in the list of results. */
export function showNeighbours(view, id, state, hits) {
  const at = hits.findIndex((hit) => hit.id === id);
  const step = (hit, ...label) => (hit && at >= 0 ? link(articleAddress(hit.id, state), ...label) : '');
  view.querySelector('#beside').replaceChildren(step(hits[at - 1], icon('left'), 'Previous'), step(hits[at + 1], 'Next', icon('right')));
}

const original = ({ url }, label) => (/^https?:/i.test(url) ? el('a', { href: url, rel: 'noreferrer' }, label) : null);

function head(article) {
  const { title_derived: derived, language, source, author } = article;
  return el('header', null,
    heading({ ...textIn(language), class: derived ? 'derived' : null }, titleOf(article)),
    el('p', { class: 'meta' }, dotted([el('b', null, bdi(source?.name ?? 'Source unknown')), author?.length ? bdi(author.join(', ')) : null, published(article, true),
      language && language !== 'und' ? languageName(language) : null, original(article, 'Original page')])),
    derived ? el('p', { class: 'meta' }, 'This article states no title: these words are taken from its text.') : null);
}

function text({ language, entities = [], paragraphs }, state) {
  const types = new Map(entities.map(({ id, type }) => [id, type]));
  const chosen = ['person', 'org', 'place'].flatMap((field) => state.getAll(field));
  return el('div', { class: 'text', ...textIn(language) }, paragraphs.map(({ kind, text: pieces }) =>
    el('p', { class: kind }, kind === 'caption' ? unseen('Caption: ') : null, pieces.map((piece) => pieceNode(piece, types, chosen)))));
}

/** A chosen person is a match too, whatever the words were. */
function pieceNode({ text: words, mark, entity }, types, chosen) {
  const type = types.get(entity);
  const node = type ? el('a', { class: `named ${type}`, href: filterAddress(type, entity), title: nameOf(type, entity) }, words) : words;
  return mark || chosen.includes(entity) ? el('mark', null, node) : node;
}

function stepper(marks, state) {
  let at = -1;
  const said = el('span', { role: 'status' });
  const say = () => { said.textContent = `${at < 0 ? '' : `${number(at + 1)} of `}${marks.length ? plural(marks.length, 'match', 'matches') : 'No matches'}`; };
  const button = (shape, label, by) => {
    const node = el('button', { class: 'button plain', 'aria-label': label, title: label, disabled: !marks.length, id: `step-${shape}` }, icon(shape));
    node.addEventListener('click', () => {
      marks[at]?.classList.remove('now');
      at = at < 0 && by < 0 ? marks.length - 1 : (at + by + marks.length) % marks.length;
      marks[at].classList.add('now');
      marks[at].scrollIntoView({ block: 'center' });
      say();
    });
    return node;
  };
  say();
  return el('div', { class: 'stepper' }, el('p', null, said, state.has('q') ? [' for “', bdi(state.get('q')), '”'] : null),
    button('left', 'Previous match (p)', -1), button('right', 'Next match (n)', 1));
}

const section = (title, content) => el('section', null, el('h2', null, title), content);

function namedHere({ entities = [], topics = [] }) {
  const rows = [...entities, ...topics.map((id) => ({ id, type: 'topic', name: nameOf('topic', id) }))].map(({ id, type, name, mentions }) =>
    el('div', { class: type }, typed(type, filterAddress(type, id), name), mentions ? el('span', { class: 'count' }, number(mentions), unseen(' mentions')) : null));
  return rows.length ? section('Named here', list('ranks', rows)) : null;
}

function record(article) {
  const { source, author, indexed, updated, url, id, story } = article;
  const rows = {
    Source: source ? link(filterAddress('source', source.id), bdi(source.name)) : 'unknown',
    Author: author?.join(', '),
    Published: published(article, true),
    'First indexed': indexed && dateText(indexed, 'time'),
    Updated: updated && updated !== indexed ? dateText(updated, 'time') : null,
    Address: original(article, url) ?? url,
    'Article id': el('code', null, id),
    Story: story?.size > 1 ? link(`/?story=${story.id}&group_by=none`, plural(story.size, 'report')) : null };
  return section('Source record', el('dl', null, Object.entries(rows).filter(([, value]) => value).map(([name, value]) => el('div', null, el('dt', null, name), el('dd', null, value)))));
}

function versions({ versions: others }, state) {
  return others?.length ? section('Other versions', list('', others.map((one) => [
    link(articleAddress(one.id, state), bdi(one.source?.name ?? nameOf('source', one.source))), ' ',
    quiet(dotted([published(one), one.similarity ? `${Math.round(100 * one.similarity)} % the same text` : '']))]))) : null;
}
