// Versions of a process beside each other: their heat maps in one scale, and their figures in one table.

import { most } from '/js/process-heat.js';
import { get, part } from './api.js';
import { colour, diagram } from './diagram.js';
import { asked, element, options, pageOf, panel } from './elements.js';
import { heatMap } from './heat.js';
import { byMeasure, COLUMNS, controls, legend, summary, unchosen } from './measures.js';
import { address, choose } from './state.js';

const BESIDE = 2;
const FIGURES = ['count', 'mean', 'p90', 'waiting', 'overdue'];

/** The versions that are asked for, else the two latest; the older one first. */
function versionsAsked(process, wanted) {
  const there = process.versions.map(({ version }) => version);
  const known = (wanted ?? '').split(',').map(Number).filter((version) => there.includes(version));
  return [...new Set([...known, ...there])].slice(0, BESIDE).sort((one, other) => one - other);
}

function versionChoice({ say }, process, shown, at) {
  const others = process.versions.filter(({ version }) => version === shown[at] || !shown.includes(version));
  return element('select', {
    class: 'form-control input-sm',
    'aria-label': say('supervision.version'),
    onchange: (event) => {
      const next = shown.map((version, place) => (place === at ? Number(event.target.value) : version));
      window.location.hash = choose({ versions: next.join(',') });
    },
  }, options(others.map(({ version, running, finished }) =>
    [String(version), say('cockpit.versionOf', version, running, finished)]), String(shown[at])));
}

/** One row for each element that any of them passed, what is most in the latest first; what a version has not stays empty. */
function table({ say }, maps, measure) {
  const told = new Map();
  for (const map of [...maps].reverse()) {
    for (const { activityId, name } of byMeasure(map, measure)) {
      if (!told.has(activityId)) {
        told.set(activityId, {
          name: name ?? activityId,
          of: maps.map(({ activities }) => activities.find((each) => each.activityId === activityId)),
        });
      }
    }
  }
  if (told.size === 0) {
    return element('p', { class: 'text-muted' }, say('supervision.heat.nothing'));
  }
  const each = (build) => FIGURES.flatMap((name) => maps.map((map, at) => build(name, map, at)));
  return element('div', { class: 'xieban-scroll' }, element('table', { class: 'cam-table xieban-figures' },
    element('thead', {},
      element('tr', {}, element('th', { scope: 'col', rowspan: 2 }, say('supervision.step')),
        FIGURES.map((name) => element('th', { scope: 'colgroup', colspan: maps.length, class: 'number' }, say(`supervision.${name}`)))),
      element('tr', {}, each((name, { version }) =>
        element('th', { scope: 'col', class: 'number' }, say('supervision.versionNo', version))))),
    element('tbody', {}, [...told.values()].map(({ name, of }) => element('tr', {}, element('th', { scope: 'row' }, name),
      each((figure, map, at) => element('td', { class: 'number' }, of[at] ? COLUMNS[figure](say, of[at]) : '')))))));
}

/** The page of a process. */
export async function showPage(place, given, tools) {
  const { say, signal } = tools;
  const { path: [, , key], asked: wanted } = address();
  const content = element('div', {});
  place.replaceChildren(pageOf(say, [[say('cockpit.compare')]], content));
  await asked(content, tools,
    async () => (await get('/supervision/processes', signal)).find((each) => each.key === key) ?? null,
    (process) => (process
      ? drawProcess(tools, process, versionsAsked(process, wanted.get('versions')))
      : element('p', { class: 'alert alert-info' }, say('cockpit.noVersion'))));
}

function drawProcess(tools, process, versions) {
  const { say, signal } = tools;
  const chosen = unchosen();
  const columns = versions.map((version) => (
    { version, drawn: element('div', {}), told: element('div', {}), viewer: null, clear: () => {} }));
  const figures = element('div', {});
  let maps = null;

  const paint = () => columns.forEach((column, at) => {
    column.clear();
    if (column.viewer && maps) {
      column.clear = colour(say, column.viewer, maps[at], chosen.measure, most(maps, chosen.measure));
    }
  });
  const shown = () => {
    paint();
    if (maps) {
      columns.forEach((column, at) => column.told.replaceChildren(summary(say, maps[at])));
      figures.replaceChildren(table(tools, maps, chosen.measure));
    }
  };
  const load = () => asked(figures, tools,
    () => Promise.all(versions.map((version) => heatMap(process.key, version, chosen, signal))),
    (given) => {
      maps = given;
      shown();
      return [...figures.children];
    });
  for (const column of columns) {
    asked(column.drawn, tools,
      () => get(`/supervision/processes/${part(process.key)}/model`, signal, { version: column.version }),
      ({ bpmnXml }) => diagram(tools, bpmnXml, (viewer) => {
        column.viewer = viewer;
        paint();
      }));
  }
  load();
  return panel(null,
    element('div', { class: 'xieban-head' }, element('h1', { class: 'section-title' }, process.name)),
    element('div', { class: 'xieban-head' }, controls(tools, chosen, { shown, asked: load }), legend(tools)),
    element('div', { class: `xieban-beside beside-${columns.length}` }, columns.map((column, at) =>
      element('section', {}, versionChoice(tools, process, versions, at), column.drawn, column.told))),
    figures);
}
