// The cases that are overdue or soon due: a page with filters, and a short form of it for the dashboard.

import { get } from './api.js';
import { asked, element, icon, lamp, options, pageOf, panel } from './elements.js';
import { address, choose } from './state.js';
import { openUrge } from './urge.js';
import { span, toTheMinute } from './words.js';

const SIZE = 25;
const SHORT = 5;

/** The trace of a case: beside its diagram where it runs, else on a page of its own. */
export const courseOf = ({ caseNo, processInstanceId }) => (processInstanceId
  ? `#/process-instance/${encodeURIComponent(processInstanceId)}/runtime?tab=xieban-course`
  : `#/xieban/case/${encodeURIComponent(caseNo)}`);

const remaining = (say, { overdueSeconds }) =>
  say(overdueSeconds >= 0 ? 'cockpit.overdueBy' : 'cockpit.dueIn', span(say, overdueSeconds));

/** Who has it, step by step; a case that waits for many is told with the first few. */
function holders(say, steps) {
  const shown = steps.slice(0, 3);
  return [
    shown.map((step) => element('div', {}, step.stepName || step.step, ' ',
      element('span', { class: 'text-muted' }, [step.departmentName, step.assigneeName ?? say('cockpit.nobody')]
        .filter(Boolean).join(' · ')))),
    steps.length > shown.length && element('div', { class: 'text-muted' },
      say('cockpit.moreSteps', steps.length - shown.length)),
    steps.length === 0 && element('span', { class: 'text-muted' }, say('cockpit.noStep')),
  ];
}

function urged(say, { urges, unanswered, lastUrgedAt }) {
  if (!urges) {
    return null;
  }
  return element('div', { class: 'text-muted', title: toTheMinute(lastUrgedAt) },
    say(unanswered ? 'cockpit.urgedUnanswered' : 'cockpit.urgedAnswered', urges, unanswered));
}

function table(tools, cases, again) {
  const { say } = tools;
  const heads = ['lamp', 'case', 'process', 'step', 'department', 'dueAt', 'urging']
    .map((column) => element('th', { scope: 'col' }, say(`cockpit.column.${column}`)));
  const cell = (column, ...content) =>
    element('td', { 'data-label': say(`cockpit.column.${column}`) }, element('div', {}, content));
  return element('table', { class: 'cam-table xieban-cases' },
    element('thead', {}, element('tr', {}, heads)),
    element('tbody', {}, cases.map((late) => element('tr', {},
      cell('lamp', lamp(say, late.lamp)),
      cell('case', element('a', { href: courseOf(late) }, late.title),
        element('div', { class: 'text-muted' }, late.caseNo)),
      cell('process', late.processName),
      cell('step', holders(say, late.steps)),
      cell('department', late.departmentName),
      cell('dueAt', element('span', { title: say(`timelimit.kind.${late.kind}`) }, toTheMinute(late.dueAt)),
        element('div', { class: `xieban-term ${late.lamp.toLowerCase()}` }, remaining(say, late))),
      cell('urging',
        element('button', {
          type: 'button',
          class: 'btn btn-default btn-sm',
          onclick: () => openUrge(tools, late.caseNo, late.title, again),
        }, icon('bell'), ' ', say('cockpit.urge')),
        urged(say, late)),
    ))));
}

/** The choice among lamps, with how many there are of each once that is known. */
function lampChoice({ say }, chosen, counts) {
  const choice = ['', 'RED', 'YELLOW'].map((value) => {
    const many = counts && (value ? counts[value] ?? 0 : Object.values(counts).reduce((sum, each) => sum + each, 0));
    const here = (chosen.get('lamp') ?? '') === value;
    return element('a', {
      class: `btn btn-default${here ? ' active' : ''}`,
      'aria-current': here ? 'true' : null,
      href: choose({ lamp: value, after: null }),
    }, value ? lamp(say, value) : say('cockpit.all'), counts && ` ${many}`);
  });
  return element('div', { class: 'btn-group', role: 'group', 'aria-label': say('cockpit.column.lamp') }, choice);
}

/** One of what can be asked for, by its name as soon as that is known; the list does not wait for it. */
function choiceOf(name, all, chosen, named) {
  const here = chosen.get(name) ?? '';
  const select = element('select', { class: 'form-control', name }, options([['', all], ...(here ? [[here, here]] : [])], here));
  named.then((some) => select.replaceChildren(
    ...options([['', all], ...some.map((each) => [each.code, each.name])], select.value)), () => {});
  return select;
}

function filters({ say, signal }, chosen, lamps) {
  const choices = get('/supervision/overdue/choices', signal);
  const form = element('form', { class: 'form-inline xieban-filters', role: 'search' },
    lamps,
    element('label', {}, element('span', { class: 'sr-only' }, say('cockpit.column.department')),
      choiceOf('department', say('cockpit.allDepartments'), chosen, choices.then(({ departments }) => departments))),
    element('label', {}, element('span', { class: 'sr-only' }, say('cockpit.column.process')),
      choiceOf('process', say('cockpit.allProcesses'), chosen, choices.then(({ processes }) => processes))),
    element('label', { class: 'xieban-words' }, element('span', { class: 'sr-only' }, say('cockpit.words')),
      element('input', {
        class: 'form-control', type: 'search', name: 'q', maxlength: 100, value: chosen.get('q'), placeholder: say('cockpit.words'),
      })),
    element('button', { type: 'submit', class: 'btn btn-primary' }, say('cockpit.search')));
  const go = () => {
    const given = new FormData(form);
    window.location.hash = choose({
      department: given.get('department'), process: given.get('process'), q: given.get('q').trim(), after: null,
    });
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go();
  });
  form.addEventListener('change', (event) => event.target.tagName === 'SELECT' && go());
  return form;
}

/** Finished cases are in no list of what is late: they are asked for by their number. */
function byNumber({ say }) {
  const number = element('input', {
    class: 'form-control', type: 'search', required: true, maxlength: 24, name: 'caseNo', placeholder: say('cockpit.caseNo'),
    'aria-label': say('cockpit.caseNo'),
  });
  return element('form', {
    class: 'form-inline xieban-number',
    onsubmit: (event) => {
      event.preventDefault();
      window.location.hash = `#/xieban/case/${encodeURIComponent(number.value.trim().toUpperCase())}`;
    },
  }, number, ' ', element('button', { type: 'submit', class: 'btn btn-default' }, say('cockpit.open')));
}

/** The page behind the entry in the navigation. */
export async function showPage(place, given, tools) {
  const { say, signal } = tools;
  const chosen = address().asked;
  const list = element('div', { 'aria-live': 'polite' });
  const search = element('div', {});
  place.replaceChildren(pageOf(say, [],
    panel(null,
      element('div', { class: 'xieban-head' },
        element('h1', { class: 'section-title' }, say('cockpit.overdue')), byNumber(tools)),
      search, list)));
  const lamps = element('div', {}, lampChoice(tools, chosen));
  search.replaceChildren(filters(tools, chosen, lamps));
  const load = () => asked(list, tools,
    () => get('/supervision/overdue', signal, {
      size: SIZE, ...Object.fromEntries(['lamp', 'department', 'process', 'q', 'after'].map((name) => [name, chosen.get(name)])),
    }),
    ({ items, next, total, counts }) => {
      lamps.replaceChildren(lampChoice(tools, chosen, counts));
      return items.length === 0
        ? element('p', { class: 'xieban-empty' }, say(chosen.size ? 'cockpit.noneFound' : 'cockpit.noneOverdue'))
        : [
          element('div', { class: 'xieban-scroll' }, table(tools, items, load)),
          element('nav', { class: 'xieban-pages', 'aria-label': say('cockpit.pages') },
            element('span', { class: 'text-muted' }, say('cockpit.total', total)),
            chosen.has('after') && element('a', { class: 'btn btn-default btn-sm', href: choose({ after: null }) }, say('cockpit.first')),
            next && element('a', { class: 'btn btn-default btn-sm', href: choose({ after: next }) }, say('cockpit.next'))),
        ];
    });
  await load();
}

/** The worst few, on the dashboard. */
export async function showShort(place, given, tools) {
  const { say, signal } = tools;
  const list = element('div', {});
  place.replaceChildren(element('div', { class: 'xieban-short' },
    element('div', { class: 'xieban-head' },
      element('h3', {}, say('cockpit.overdue')),
      element('a', { class: 'btn btn-default btn-sm', href: '#/xieban/overdue' }, say('cockpit.showAll'))),
    list));
  const load = () => asked(list, tools,
    () => get('/supervision/overdue', signal, { size: SHORT }),
    ({ items, total }) => (items.length === 0
      ? element('p', { class: 'xieban-empty' }, say('cockpit.noneOverdue'))
      : [
        element('div', { class: 'xieban-scroll' }, table(tools, items, load)),
        total > items.length && element('p', { class: 'text-muted' }, say('cockpit.shownOf', items.length, total)),
      ]));
  await load();
}
