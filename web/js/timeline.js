// Articles over time, and the choice of dates: by dragging over the bars or, equally, in two fields.

import { dateText, dotted, el, link, number, plural } from './dom.js';
import { changed, searchAddress } from './state.js';

const MOST = 800;

export function timeline(state, { interval, buckets, undated, imprecise }) {
  const bars = barsOf(interval, buckets ?? []);
  const peak = Math.max(...bars.map(({ count }) => count));
  const from = firstDay(state.get('from'));
  const to = lastDay(state.get('to'));
  return el('section', { class: 'timeline', 'aria-label': 'Timeline' },
    el('p', { class: 'caption' },
      el('span', null, dotted([bars.length ? `Articles per ${interval}` : '',
        undated ? link(searchAddress(changed(state, { missing: 'published', from: [], to: [] })), `${number(undated)} undated`) : '',
        imprecise ? plural(imprecise, 'imprecise date') : ''])),
      bars.length ? el('span', null, `peak ${number(peak)}`) : ''),
    bars.length ? [chart(state, interval, bars, peak, from, to), axis(interval, bars)] : null,
    dateForm(state, from, to));
}

function chart(state, interval, bars, peak, from, to) {
  const name = (bar) => dateText(bar.first, interval);
  const box = el('div', { class: 'bars', role: 'img', 'aria-label': `Articles per ${interval}: ${number(peak)} at most. The fields below choose dates.` },
    bars.map((bar) => el('i', { title: `${name(bar)}: ${number(bar.count)}`, '--height': `${(100 * bar.count) / peak}%` })));
  const paint = (first, last) => bars.forEach((bar, i) => { box.children[i].className = (!first || bar.last >= first) && (!last || bar.first <= last) ? '' : 'out'; });
  const whole = () => { paint(from, to); box.classList.toggle('part', from || to); };
  whole();
  choosable(box, bars, paint, whole, (range) => go(box, changed(state, range)));
  return box;
}

const axis = (interval, bars) => el('p', { class: 'caption', 'aria-hidden': 'true' },
  [bars[0].first, bars.length > 4 ? bars[bars.length >> 1].first : null, bars.at(-1).last].filter(Boolean).map((day) => el('span', null, dateText(day, interval))));

/** Drag over several bars, or press on one. */
function choosable(box, bars, paint, restore, done) {
  let start = null;
  const range = ({ clientX }) => {
    const { left, width } = box.getBoundingClientRect();
    const at = Math.min(bars.length - 1, Math.max(0, Math.floor((bars.length * (clientX - left)) / width)));
    start ??= at;
    return { from: bars[Math.min(start, at)].first, to: bars[Math.max(start, at)].last };
  };
  const show = (event) => {
    const { from, to } = range(event);
    box.classList.add('part');
    paint(from, to);
  };
  box.addEventListener('pointerdown', (event) => {
    if (event.button) return;
    box.setPointerCapture(event.pointerId);
    show(event);
  });
  box.addEventListener('pointermove', (event) => start != null && show(event));
  box.addEventListener('pointercancel', () => { start = null; restore(); });
  box.addEventListener('pointerup', (event) => start != null && done(range(event)));
}

function dateForm(state, from, to) {
  const field = (name, label, value) => el('label', null, label, el('input', { type: 'date', name, value, max: '9999-12-31', 'data-key': name }));
  const form = el('form', { class: 'dates' }, field('from', 'From', from), field('to', 'To', to), el('button', { class: 'button plain', 'data-key': 'dates' }, 'Set dates'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(form, changed(state, Object.fromEntries(new FormData(form))));
  });
  return form;
}

const go = (node, state) => node.dispatchEvent(new CustomEvent('go', { bubbles: true, detail: searchAddress(state) }));

/** Buckets as bars with first and last day; periods that the reply leaves out are bars of none. */
function barsOf(interval, buckets) {
  const bars = [];
  for (const { from, count } of buckets) {
    while (bars.at(-1)?.next < from && bars.length < MOST) bars.push(bar(interval, bars.at(-1).next, 0));
    bars.push(bar(interval, from, count));
  }
  return bars;
}

// Days are ISO texts in UTC: they compare as they stand.
function bar(interval, first, count) {
  const [year, month, day] = first.split('-').map(Number);
  const [years, months, days] = { year: [1, 0, 0], month: [0, 1, 0], week: [0, 0, 7] }[interval] ?? [0, 0, 1];
  const start = (back) => new Date(Date.UTC(year + years, month - 1 + months, day + days - back)).toISOString().slice(0, 10);
  return { first, count, next: start(0), last: start(1) };
}

// The API's dates may be a year or a month alone; the fields want days.
const firstDay = (date) => date && `${date}-01-01`.slice(0, 10);
const lastDay = (date) => (date?.length < 8 ? bar(date.length > 4 ? 'month' : 'year', firstDay(date)).last : date);
