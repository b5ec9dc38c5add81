// Where time goes in a version of a process: the tab beside its diagram, and the colours on it.

import { most } from '/js/process-heat.js';
import { get, part } from './api.js';
import { colour } from './diagram.js';
import { asked, element, icon, lamp } from './elements.js';
import { byMeasure, COLUMNS, controls, legend, summary, unchosen } from './measures.js';
import { shared } from './state.js';

/** What the tab shows of a version, for the diagram above it; null while it shows nothing. */
const onDiagram = shared();

/** Kept while somebody goes from one process to the next. */
const chosen = unchosen();

/** The version that Cockpit shows, among all of its process; null where it is gone. */
async function versionOf(definitionId, signal) {
  for (const process of await get('/supervision/processes', signal)) {
    const version = process.versions.find((each) => each.definitionId === definitionId);
    if (version) {
      const { counts } = await get('/supervision/overdue', signal, { process: process.key, size: 1 });
      return { process, version, counts };
    }
  }
  return null;
}

export const heatMap = (key, version, { from, to }, signal) =>
  get(`/supervision/processes/${part(key)}/heat`, signal, { version, from, to });

function lamps({ say }, { process, version, counts }) {
  const some = (name) => `#/xieban/overdue?process=${part(process.key)}&lamp=${name}`;
  const fact = (key, many) => element('span', {}, `${say(key)} `, element('b', {}, String(many)));
  return element('div', { class: 'xieban-lamps' },
    fact('supervision.running', version.running), fact('supervision.overdueCases', version.overdue),
    fact('supervision.finished', version.finished),
    element('span', { class: 'text-muted' }, say('cockpit.allVersions')),
    ['RED', 'YELLOW'].map((name) => element('a', { href: some(name) }, lamp(say, name), ` ${counts[name] ?? 0}`)),
    process.versions.length > 1 && element('a', { class: 'btn btn-default btn-sm', href: `#/xieban/process/${part(process.key)}` },
      icon('duplicate'), ' ', say('cockpit.compare')));
}

function table({ say }, told) {
  const columns = Object.entries(COLUMNS);
  return told.length === 0 ? element('p', { class: 'text-muted' }, say('supervision.heat.nothing')) : element('div', { class: 'xieban-scroll' },
    element('table', { class: 'cam-table xieban-figures' },
      element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, say('supervision.step')),
        columns.map(([name]) => element('th', { scope: 'col', class: 'number' }, say(`supervision.${name}`))))),
      element('tbody', {}, told.map((each) => element('tr', {},
        element('th', { scope: 'row' }, each.name ?? each.activityId),
        columns.map(([, text]) => element('td', { class: 'number' }, text(say, each))))))));
}

/** The tab of a process definition. */
export async function showTab(place, { processDefinitionId }, tools) {
  const { say, signal } = tools;
  const content = element('div', { class: 'xieban-tab' });
  place.replaceChildren(content);
  signal.addEventListener('abort', () => onDiagram.tell(null), { once: true });
  await asked(content, tools, () => versionOf(processDefinitionId, signal), (found) => {
    if (!found) {
      return element('p', { class: 'alert alert-info' }, say('cockpit.noVersion'));
    }
    const figures = element('div', {});
    let map = null;
    const shown = () => {
      if (map) {
        onDiagram.tell({ definitionId: processDefinitionId, map, measure: chosen.measure });
        figures.replaceChildren(summary(say, map), table(tools, byMeasure(map, chosen.measure)));
      }
    };
    const load = () => asked(figures, tools, () => heatMap(found.process.key, found.version.version, chosen, signal), (given) => {
      map = given;
      shown();
      return [...figures.children];
    });
    load();
    return [lamps(tools, found),
      element('div', { class: 'xieban-head' }, controls(tools, chosen, { shown, asked: load }), legend(tools)), figures];
  });
}

/** The colours on Cockpit's own diagram of a process definition. */
export function showOnDiagram(viewer, { processDefinitionId }, { say, signal }) {
  let clear = () => {};
  onDiagram.hear(signal, (shown) => {
    clear();
    clear = shown?.definitionId === processDefinitionId
      ? colour(say, viewer, shown.map, shown.measure, most([shown.map], shown.measure))
      : () => {};
  });
  signal.addEventListener('abort', () => clear(), { once: true });
}
