// What has happened in one case: its clocks, its record and the way it has taken; beside Cockpit's diagram while it runs,
// on a page of its own at any time.

import { get, pageAddress, part } from './api.js';
import { diagram, traceWay } from './diagram.js';
import { asked, element, icon, lamp, pageOf, panel } from './elements.js';
import { address } from './state.js';
import { openUrge } from './urge.js';
import { toTheMinute, toTheSecond } from './words.js';

/** Entries of the record that are drawn at once; a loop of a thousand has thousands. */
const AT_ONCE = 100;

const ofCase = (caseNo, what, signal) => get(`/cases/${part(caseNo)}${what}`, signal);
const instanceOf = (id, signal) => get(`/supervision/instances/${part(id)}`, signal);

const fact = (name, ...content) => [element('dt', {}, name), element('dd', {}, content)];

function clock({ say }, each) {
  const { term, kind, stepName, startedAt, dueAt, expected, state, pauses, extensions } = each;
  return element('div', { class: 'xieban-clock' },
    element('h4', {}, say(`timelimit.kind.${kind}`), stepName && ` · ${stepName}`, ' ',
      each.lamp ? lamp(say, each.lamp) : element('span', { class: `xieban-lamp ${state === 'MISSED' ? 'red' : 'green'}` },
        say(`timelimit.state.${state}`))),
    element('dl', { class: 'xieban-facts' },
      fact(say('cockpit.clock.term'), `${term.amount} ${say(`calendar.unit.${term.unit}`)}`),
      fact(say('cockpit.clock.startedAt'), toTheMinute(startedAt)),
      fact(say('cockpit.clock.dueAt'), toTheMinute(dueAt), expected && ` ${say('cockpit.clock.expected')}`),
      term.legalBasis && fact(say('cockpit.clock.basis'), term.legalBasis),
      pauses.map((pause) => fact(say('cockpit.clock.pause'), say(`timelimit.pause.${pause.type}`), ' ',
        toTheMinute(pause.from), ' – ', pause.endedAt ? toTheMinute(pause.endedAt) : say('timelimit.pause.until', pause.until))),
      extensions.map(({ amount, unit, reason }) =>
        fact(say('cockpit.clock.extension'), `${amount} ${say(`calendar.unit.${unit}`)}`, ' ', reason))));
}

const clocks = (tools, given) => (given.length
  ? given.map((each) => clock(tools, each))
  : element('p', { class: 'text-muted' }, tools.say('cockpit.noClocks')));

function entry({ at, actor, departmentName, text, stepName, said }) {
  return element('li', {},
    element('div', {}, element('b', {}, text), stepName && ` · ${stepName}`),
    element('div', { class: 'text-muted' }, [actor.name, departmentName, toTheSecond(at)].filter(Boolean).join(' · ')),
    said.length > 0 && element('div', { class: 'xieban-said' },
      said.map(({ label, words }) => element('span', {},
        label && element('span', { class: 'text-muted' }, `${label} `), words))));
}

/** The latest first: of a long record that is what whoever looks is after. */
function trace({ say }, entries) {
  if (entries.length === 0) {
    return element('p', { class: 'text-muted' }, say('cockpit.noRecord'));
  }
  const latest = [...entries].reverse();
  const list = element('ol', { class: 'xieban-trail' });
  const more = element('button', { type: 'button', class: 'btn btn-default btn-sm', onclick: () => show() });
  let shown = 0;
  const show = () => {
    list.append(...latest.slice(shown, shown + AT_ONCE).map(entry));
    shown = Math.min(shown + AT_ONCE, latest.length);
    more.hidden = shown === latest.length;
    more.textContent = say('cockpit.earlier', latest.length - shown);
  };
  show();
  return [list, more];
}

/** The worst lamp of a case and of its open steps, each of which has a term of its own. */
const worstLamp = ({ lamp: own, openTasks }) => {
  const lit = [own, ...openTasks.map((task) => task.lamp)];
  return ['RED', 'YELLOW', 'PAUSED', 'GREEN'].find((each) => lit.includes(each));
};

function head(tools, file) {
  const { say } = tools;
  const worst = worstLamp(file);
  return element('div', { class: 'xieban-head' },
    element('div', {},
      element('h1', { class: 'section-title' }, file.title, ' ',
        worst ? lamp(say, worst) : element('span', { class: 'xieban-lamp' }, say(`casefile.state.${file.state}`))),
      element('div', { class: 'text-muted' },
        [file.caseNo, say(`casefile.state.${file.state}`), file.dueAt && say('cockpit.due', toTheMinute(file.dueAt))]
          .filter(Boolean).join(' · '))),
    element('div', { class: 'xieban-actions' },
      file.openTasks.length > 0 && element('button', {
        type: 'button',
        class: 'btn btn-default btn-sm',
        onclick: () => openUrge(tools, file.caseNo, file.title),
      }, icon('bell'), ' ', say('cockpit.urge')),
      element('a', { class: 'btn btn-default btn-sm', href: pageAddress(`/cases/${part(file.caseNo)}`) },
        icon('folder-open'), ' ', say('cockpit.openCase'))));
}

/** Clocks and record beside each other, each with a fate of its own. */
async function both(place, tools, caseNo) {
  const { say, signal } = tools;
  const terms = element('div', {});
  const record = element('div', {});
  place.replaceChildren(element('div', { class: 'xieban-columns' },
    element('section', {}, element('h3', {}, say('cockpit.clocks')), terms),
    element('section', {}, element('h3', {}, say('cockpit.record')), record)));
  await Promise.all([
    asked(terms, tools, () => ofCase(caseNo, '/clocks', signal), (given) => clocks(tools, given)),
    asked(record, tools, () => ofCase(caseNo, '/timeline', signal), (given) => trace(tools, given)),
  ]);
}

/** The tab of a running instance. */
export async function showTab(place, { processInstanceId }, tools) {
  const { signal } = tools;
  const held = element('div', { class: 'xieban-tab' });
  place.replaceChildren(held);
  await asked(held, tools,
    async () => ofCase((await instanceOf(processInstanceId, signal)).caseNo, '', signal),
    (file) => {
      const content = element('div', {});
      both(content, tools, file.caseNo);
      return [head(tools, file), content];
    });
}

/** The way the instance has taken, on Cockpit's own diagram; where it cannot be had, the tab says why. */
export async function showOnDiagram(viewer, { processInstanceId }, { say, signal }) {
  const way = await instanceOf(processInstanceId, signal)
    .then(({ caseNo }) => ofCase(caseNo, '/diagram', signal))
    .catch(() => null);
  if (way && !signal.aborted) {
    traceWay(say, viewer, way);
  }
}

/** The page of a case by its number. */
export const showCase = (place, given, tools) => show(place, tools, async () => address().path[2]);

/** The page of a finished instance. */
export const showFinished = (place, given, tools) =>
  show(place, tools, async () => (await instanceOf(address().path[1], tools.signal)).caseNo);

async function show(place, tools, numberOf) {
  const { say, signal } = tools;
  const content = element('div', {});
  place.replaceChildren(pageOf(say, [[say('cockpit.course')]], content));
  await asked(content, tools,
    async () => ofCase(await numberOf(), '', signal),
    (file) => {
      const drawn = element('div', {});
      const course = element('div', {});
      asked(drawn, tools, () => ofCase(file.caseNo, '/diagram', signal),
        (way) => diagram(tools, way.bpmnXml, (viewer) => traceWay(say, viewer, way)));
      both(course, tools, file.caseNo);
      return [panel(null, head(tools, file), drawn), panel(null, course)];
    });
}
