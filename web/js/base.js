// What every view stands on: see README.md.

// ---- elements

export function el(name, ...content) {
  const [tag, ...classes] = name.split('.');
  const node = /^(svg|use|polyline)$/.test(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  const attributes = content[0]?.constructor === Object ? content.shift() : {};
  if (classes.length) node.setAttribute('class', classes.join(' '));
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('--')) node.style.setProperty(key, value);
    else if (typeof value === 'function') node[key] = value;
    else if (value) node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...content.flat(Infinity).filter(Boolean));
  return node;
}

export const icon = (name) => el('svg.icon', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, el('use', { href: `#i-${name}` }));
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

const marked = (pieces) => pieces.map(({ text, mark }) => (mark ? el('mark', text) : text));
export const titleOf = ({ title, title_marked: pieces }) => (pieces.length ? marked(pieces) : title || 'Untitled');

export const kindText = (kind) => (FACETS[kind]?.[1] ?? kind).toLowerCase();
export const typed = ({ type, id, name }, look = 'a', href = nameAddress(type, id)) => el(`${look}.${type}`, { href }, icon(type), unseen(`${kindText(type)}: `), bdi(name));
export const topicsOf = ({ topics, topic_names: names }) => topics.map((id, i) => ({ type: 'topic', id, name: names[i] }));

export const ranks = (rows) => list('ul.ranks', rows.map(([kind, name, end, share]) =>
  el(`div.${kind}`, share && { '--share': `${100 * share}%` }, name, end && el('span.count', end))));

// ---- numbers, dates, languages

export const number = (n) => n.toLocaleString('en-GB');
export const percent = (share, digits = 0) => `${(100 * share).toFixed(digits)} %`;
export const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

export const dateText = (date) => new Date(date).toLocaleString('en-GB', { timeZone: 'UTC', year: 'numeric',
  ...date.length > 4 && { month: date.length > 7 ? 'short' : 'long' }, ...date.length > 7 && { day: 'numeric' },
  ...date.length > 10 && { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } });
export const dayText = (date) => dateText(date.slice(0, 10));
export const published = ({ published: date }, text = dayText) => (date ? el('time', { datetime: date }, text(date)) : quiet('undated'));

export const textIn = (code) => (!code ? { dir: 'auto' } : { lang: code, dir: /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(code) ? 'rtl' : 'ltr' });

// ---- the address: a state is never changed, only derived

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
  if (name.startsWith('match.') && asked.getAll(name.slice(6)).length < 2) return [];
  const values = asked.getAll(name).map((value) => value.trim()).filter((value) => value && value !== defaults[name]);
  return repeated.includes(name) ? [...new Set(values)] : values.slice(0, 1);
}

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
export const unlisted = (state) => cleared(state, listing);

const withQuery = (path, state) => (state.size ? `${path}?${state}` : path);
export const searchAddress = (state) => withQuery('/', state);
export const viewAddress = (kind, id, state) => withQuery(`/${kind}/${encodeURIComponent(id)}`, state);
export const filterAddress = (field, id) => searchAddress(parse([[field, id]]));
export const nameAddress = (kind, id) => (kind === 'topic' ? filterAddress(kind, id) : viewAddress('entity', id, ''));
export const hereAddress = (state) => withQuery(location.pathname.startsWith('/entity/') ? location.pathname : '/', state);
export const to = (state, changes, ...content) => link(hereAddress(changed(state, changes)), ...content);

// ---- replies, kept until there is a new generation

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
  if (!response.ok) throw refusal(response, text);
  const reply = JSON.parse(text, learn);
  if (replies.size > 60 || (reply.index && reply.index.generation !== generation)) replies.clear();
  generation = reply.index?.generation ?? generation;
  replies.set(address, reply);
  return reply;
}

function refusal({ status }, text) {
  try { return { status, ...JSON.parse(text).error }; } catch { return { status, message: `The server answered ${status}.` }; }
}

function learn(key, part) {
  const { id, name, type = key, field, counts } = part ?? {};
  if (name) known.set(`${type} ${id}`, name);
  for (const value of (field && counts) || []) known.set(`${field} ${value.id}`, value.value);
  return part;
}

export const nameOf = (field, id) => known.get(`${field === 'within' ? 'place' : field} ${id}`) ?? id;

export const hitsOf = (state, more, signal) => ask('search', state, { facet_by: 'none', interval: 'none', ...more }, signal);

// ---- what the reader has unfolded: facets, `whole` lists, spellings, stories

export const unfolded = new Set(['person', 'org']);

export function folding(look, key, open, fill, ...content) {
  const box = el(look, { open: open || unfolded.has(key), ontoggle: () => {
    unfolded[box.open ? 'add' : 'delete'](key);
    if (box.open && !box.children[1]) fill(box).catch(() => { box.open = false; });
  } }, content);
  return box;
}

// ---- articles over time

export function timeline(state, { interval, buckets, undated, imprecise }, asked = state) {
  const share = unfolded.has('share');
  const chosen = [firstDay(state.get('from')), lastDay(state.get('to'))];
  const draw = (...as) => box.replaceChildren(...chart(interval, chosen, ...as));
  const field = (name, label, value) => el('label', label, el('input', { type: 'date', name, value, max: '9999-12-31', 'data-key': name }));
  const box = el('div.drawn');
  const lines = asked.getAll('source').length > 1;
  if (buckets[0]) draw([buckets]);
  if (buckets[0] && (share || lines)) {
    ask('counts', unlisted(asked), { words: asked.get('words') ?? 'most', by: lines ? `source,${interval}` : interval })
      .then(({ rows }) => draw([...Map.groupBy(rows, ({ id }) => id).values()], share), () => {});
  }
  return el('section.timeline', { 'aria-label': 'Timeline' }, buckets[0] && box,
    el('form.dates', field('from', 'From', chosen[0]), field('to', 'To', chosen[1]), el('button.button.plain', { 'data-key': 'dates' }, 'Set dates'),
      undated && el('a.more', { href: hereAddress(changed(including(state, 'missing', 'published'), { from: [], to: [] })) }, `${number(undated)} undated`),
      imprecise && plural(imprecise, 'imprecise date'),
      buckets[0] && el('button.more', { type: 'button', 'data-toggle': 'share', 'data-key': 'share' }, share ? 'Show counts' : 'Show shares')));
}

export const sum = (rows) => rows.reduce((all, { count, total }) => ({ count: all.count + count, total: all.total + total }));

function chart(interval, chosen, series, share) {
  const height = ({ count, total }) => (share ? count / (total || 1) : count);
  const figure = (value) => (share ? percent(value, 1) : number(value));
  const bars = series[0].map((row, i, all) => {
    const next = all[i + 1]?.from;
    const date = row.from.slice(0, { year: 4, month: 7 }[interval]);
    return { row, first: row.from, last: next ? isoDay(Date.parse(next) - 864e5) : interval === 'week' ? isoDay(Date.parse(date) + 6 * 864e5) : lastDay(date), name: dateText(date) };
  });
  const peak = Math.max(...series.flat().map(height)) || 1;
  const lines = series.length > 1;
  let start;
  const range = ({ clientX }) => {
    const { left, width } = box.getBoundingClientRect();
    const at = Math.min(bars.length - 1, Math.max(0, Math.floor((bars.length * (clientX - left)) / width)));
    start ??= at;
    return [bars[Math.min(start, at)].first, bars[Math.max(start, at)].last];
  };
  const paint = ([first, last]) => {
    box.classList.toggle('part', Boolean(first || last));
    bars.forEach((bar, i) => { box.children[i].className = bar.last < first || bar.first > (last || '9') ? 'out' : ''; });
  };
  const drag = (event) => {
    const held = box.hasPointerCapture(event.pointerId);
    if (held) paint(range(event));
    return held;
  };
  const what = `${share ? 'Share of articles' : 'Articles'} per ${interval}`;
  const box = el('div.bars', { role: 'img', 'aria-label': `${what}: ${figure(peak)} at most. The fields below choose dates.`,
    onpointerdown: (event) => {
      if (event.button) return;
      start = null;
      box.setPointerCapture(event.pointerId);
      drag(event);
    },
    onpointermove: drag,
    onpointercancel: () => paint(chosen),
    onpointerup: (event) => {
      if (!drag(event)) return;
      const { form } = box.closest('section').querySelector('input');
      [form.from.value, form.to.value] = range(event);
      form.requestSubmit();
    } }, bars.map(({ row, name }) => el('i', lines ? { title: name } : { title: `${name}: ${figure(height(row))}`, '--height': `${(100 * height(row)) / peak}%` })),
    lines && el('svg', { viewBox: `0 0 ${bars.length} 1`, preserveAspectRatio: 'none' }, series.map((rows, i) =>
      el(`polyline.${kindOf(i)}`, { 'stroke-dasharray': i % 2 && '5 3', points: rows.map((row, x) => [x + 0.5, 1 - height(row) / peak]).join(' ') }))));
  paint(chosen);
  return [el('p.caption', el('span', what), el('span', `peak ${figure(peak)}`)), box,
    el('p.caption', { 'aria-hidden': 'true' }, [bars[0], bars.length > 4 && bars[bars.length >> 1], bars.at(-1)].map((bar) => bar && el('span', bar.name))),
    lines ? list('ul.legend', series.map((rows, i) => [el(`b.${kindOf(i)}`, i % 2 ? '╍ ' : '━ '), bdi(rows[0].name), ' ', quiet(figure(height(sum(rows))))])) : ''];
}

const kindOf = (i) => Object.keys(FACETS).at(4 - (i % 5));

const isoDay = (time) => new Date(time).toISOString().slice(0, 10);
const firstDay = (date) => date && `${date}-01-01`.slice(0, 10);
const lastDay = (date) => (date?.length < 8 ? isoDay(Date.UTC(date.slice(0, 4), date.slice(5) || 12, 0)) : date);

// ---- what several views show

const LABELS = { within: 'Within', author: 'By', url: 'Address', story: 'Story', missing: 'Without', indexed_since: 'First indexed since', as_of: 'As of' };

export function chips(state) {
  const of = (field, name, word) => state.getAll(name).map((value) => chip(`${FACETS[field]?.[1] ?? LABELS[field]}${word}`,
    field in FACETS || field === 'within' ? nameOf(field, value) : value, without(state, name, value), name !== field));
  const all = Object.keys({ ...FACETS, ...LABELS }).flatMap((field) => [...of(field, field, ''), ...of(field, `exclude.${field}`, ' not')]);
  const [from, until] = ['from', 'to'].map((name) => state.has(name) && dateText(state.get(name)));
  if (from || until) all.push(chip('Dates', `${from || '…'} – ${until || '…'}`, changed(state, { from: [], to: [] })));
  return all.length && list('ul.chips', [...all, link(hereAddress(unfiltered(state)), 'Clear all')], { 'aria-label': 'Filters in force' });
}

const chip = (label, text, next, excluded) => el(`a.chip${excluded ? '.excluded' : ''}`, { href: hereAddress(next) }, unseen('Remove: '), quiet(label), ' ', bdi(text), icon('x'));

export function exports(state, words) {
  const same = changed(state, words === 'most' ? { words } : {});
  return el('p.exports', dotted(link(`/api/v1/export.csv?${same}`, 'CSV'), link(`/api/v1/search?${state}`, 'JSON'), link(`/api/v1/feed.atom?${same}`, 'Feed')));
}

export function cite(parts, { generation: at }) {
  const text = joined([...parts, `Dispatches, generation ${at}, seen ${dayText(isoDay(Date.now()))}`], '. ').join('');
  return el('details.cite', el('summary', 'Cite'), el('p', bdi(text)), navigator.clipboard && el('button.button.plain', { onclick: async () => {
    await navigator.clipboard.writeText(text);
    byId('live').textContent = 'Copied';
  } }, 'Copy citation'));
}

export const sourceName = ({ source }) => bdi(source?.name ?? source ?? 'Source unknown');
export const whence = (one) => dotted(el('b', sourceName(one)), published(one));
export const articleLink = ({ id, title }) => link(viewAddress('article', id, ''), bdi(title));

export const cards = (state, hits) => list('ol', hits.map((hit) => card(state, hit)));

function card(state, hit) {
  const { id, language, snippet, entities, story } = hit;
  const tags = [...entities.slice(0, 5), ...topicsOf(hit).slice(0, 1)];
  return el('article.card', textIn(language),
    el('h2', el('a', { href: viewAddress('article', id, state), 'data-key': id, 'data-print': hit.url }, titleOf(hit))),
    latin(hit),
    el('p.meta', { lang: 'en-GB' }, dotted(whence(hit),
      language !== 'en' && hit.language_name, hit.title_derived && 'title taken from the text')),
    snippet[0] && el('p.snippet', marked(snippet)),
    tags[0] && list('ul.tags', tags.map((one) => typed(one, 'a.tag')), { lang: 'en-GB' }),
    story.size > 1 && others(story));
}

export const latin = ({ title_latin: text }) => text && el('p.line', { lang: 'und-Latn', dir: 'ltr' }, text);

const others = ({ id, size, sources }) => folding('details.story', `story ${id}`, false, async (box) => {
  const { hits } = await hitsOf('', { story: id, group_by: 'none', sort_by: 'oldest', per_page: 100, snippet_words: 0 });
  const [first, second] = hits.map(({ published: date = '' }) => [date.slice(0, 10), date[10]]);
  box.append(el('p', first[0] === second[0] && !(first[1] && second[1]) ? 'Same day' : [sourceName(hits[0]), ' was first']),
    list('ol', hits.map((one) => [whence(one), ': ', articleLink(one)])));
}, el('summary', `+${sources > 1 ? plural(sources - 1, 'outlet') : plural(size - 1, 'similar report')}`));

export const quotes = (said) => list('ul.rows', said.map(({ quote, direct, speaker, article }) => [
  el('blockquote', textIn(article?.language), direct ? `“${quote}”` : quote),
  quiet(dotted(speaker?.id ? typed(speaker) : speaker?.as_written, !direct && 'reported', article && [whence(article), ': ', articleLink(article)]))]));
