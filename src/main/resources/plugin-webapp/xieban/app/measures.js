// What a heat map can show of each element of a process, and of which period.

import { measures } from '/js/process-heat.js';
import { element, options } from './elements.js';
import { dayOf, span } from './words.js';

const DAY = 86_400_000;

/** The elements in which something has passed or is, what is most by a measure first. */
export const byMeasure = ({ activities }, measure) => activities
  .filter(({ count, running }) => count + running > 0)
  .sort((one, other) => (measures[measure].value(other) ?? -1) - (measures[measure].value(one) ?? -1));

/** Columns of tables of elements, by what the product calls them. */
export const COLUMNS = {
  count: (say, { count }) => String(count),
  mean: (say, { time }) => span(say, time.mean),
  p50: (say, { time }) => span(say, time.p50),
  p90: (say, { time }) => span(say, time.p90),
  waiting: (say, { type, waiting }) => (type === 'userTask' ? span(say, waiting.mean) : '—'),
  overdue: (say, { overdue }) => String(overdue),
  running: (say, { running }) => String(running),
  overdueNow: (say, { overdueNow }) => String(overdueNow),
};

/** What has ended in all. */
export const summary = (say, { whole, uncounted }) => element('p', { class: 'text-muted' },
  whole.count === 0 ? say('cockpit.noneEnded') : say('cockpit.ended', whole.count, span(say, whole.time.p50), span(say, whole.time.p90)),
  uncounted > 0 && ` ${say('supervision.heat.uncounted', uncounted)}`);

/** Period → its first day. */
const PERIODS = {
  days30: () => dayOf(Date.now() - 29 * DAY),
  days90: () => dayOf(Date.now() - 89 * DAY),
  year: () => `${dayOf(Date.now()).slice(0, 4)}-01-01`,
  all: () => '',
};

/** The heat map asked for when nobody has chosen. */
export const unchosen = () => ({ measure: 'spent', period: 'all', from: '', to: '' });

function measureChoice({ say }, chosen, changed) {
  const choice = Object.keys(measures).map((name) => element('button', {
    type: 'button',
    class: `btn btn-default btn-sm${name === chosen.measure ? ' active' : ''}`,
    'aria-pressed': String(name === chosen.measure),
    onclick: (event) => {
      for (const each of choice) {
        each.classList.toggle('active', each === event.currentTarget);
        each.setAttribute('aria-pressed', String(each === event.currentTarget));
      }
      chosen.measure = name;
      changed();
    },
  }, say(`supervision.measure.${name}`)));
  return element('div', { class: 'btn-group', role: 'group', 'aria-label': say('supervision.measure') }, choice);
}

function periodChoice({ say }, chosen, changed) {
  const date = (name) => element('input', {
    class: 'form-control', type: 'date', value: chosen[name], 'aria-label': say(`supervision.${name}`), min: '2000-01-01', max: '2099-12-31',
  });
  const [from, to] = [date('from'), date('to')];
  const days = element('span', { class: 'xieban-days', hidden: chosen.period !== 'days' }, from, ' – ', to);
  const period = element('select', { class: 'form-control', 'aria-label': say('cockpit.period') },
    options([...Object.keys(PERIODS), 'days'].map((name) => [name, say(`cockpit.period.${name}`)]), chosen.period));
  const choose = () => {
    chosen.period = period.value;
    days.hidden = chosen.period !== 'days';
    if (chosen.period !== 'days') {
      [from.value, to.value] = [PERIODS[chosen.period](), ''];
    }
    [chosen.from, chosen.to] = [from.value, to.value];
    changed();
  };
  period.addEventListener('change', choose);
  days.addEventListener('change', choose);
  return [period, days];
}

/**
 * What is measured, and when.
 *
 * @param shown called when another measure is to be shown of what is there
 * @param asked called when another period is to be asked for
 */
export const controls = (tools, chosen, { shown, asked }) =>
  element('div', { class: 'form-inline xieban-measures' }, measureChoice(tools, chosen, shown), periodChoice(tools, chosen, asked));

/** From little to much; the numbers on the diagram say the same. */
export const legend = ({ say }) => element('div', { class: 'xieban-legend' },
  say('supervision.heat.least'), element('i', { 'aria-hidden': 'true' }), say('supervision.heat.most'));
