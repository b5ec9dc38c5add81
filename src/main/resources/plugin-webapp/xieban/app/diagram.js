// Diagrams of bpmn-js in Cockpit: its own, and ours beside them. What is drawn on them is drawn as in our own pages.

import { drawHeat, drawPath, fit, loaded, show } from '/js/process-heat.js';
import { pageAddress } from './api.js';
import { element, icon } from './elements.js';
import { units } from './words.js';

const heatWords = (say) => ({ ...units(say), running: say('supervision.heat.runningNow', '{0}') });

/** Where time goes, in the colours of one scale; gives back what takes it away again. */
export function colour(say, viewer, map, measure, limit) {
  drawHeat(viewer, map, measure, heatWords(say), limit);
  return () => {
    try {
      drawHeat(viewer, { activities: [] }, measure, heatWords(say), 0);
    } catch {
      // the diagram is gone already
    }
  };
}

/** The way that a case has taken, and where it stands, as `/cases/{caseNo}/diagram` tells it. */
export function traceWay(say, viewer, way) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const [ids, marker] of [[way.finished, 'passed'], [way.active, 'active'], [way.failed, 'failed']]) {
    ids.filter((id) => registry.get(id)).forEach((id) => canvas.addMarker(id, `xieban-${marker}`));
  }
  drawPath(viewer, way, { ...units(say), times: say('worklist.diagram.times', '{0}') });
}

let viewers;

/** bpmn-js as our own pages have it; Cockpit keeps its own to itself. */
function viewerClass() {
  viewers ??= loaded(pageAddress('/vendor/bpmn/bpmn-viewer.min.js')).then(() => window.BpmnJS).catch((failure) => {
    viewers = undefined;
    throw failure;
  });
  return viewers;
}

/** A diagram of our own in a place; it is gone when whoever shows it leaves. */
async function opened(place, bpmnXml, { say, signal }) {
  const Viewer = await viewerClass();
  const held = element('div', { class: 'xieban-canvas' });
  place.replaceChildren(held);
  const viewer = await show(Viewer, held, bpmnXml);
  const canvas = viewer.get('canvas');
  signal.addEventListener('abort', () => viewer.destroy(), { once: true });
  const zoom = (name, sign, act) => element('button', {
    type: 'button', class: 'btn btn-default btn-sm', title: say(`worklist.diagram.${name}`), 'aria-label': say(`worklist.diagram.${name}`), onclick: act,
  }, icon(sign));
  place.append(element('div', { class: 'xieban-zoom' },
    zoom('fit', 'screenshot', () => fit(viewer)),
    zoom('larger', 'plus', () => canvas.zoom(canvas.zoom() * 1.25)),
    zoom('smaller', 'minus', () => canvas.zoom(canvas.zoom() / 1.25))));
  return viewer;
}

/** A place for a diagram of our own, with what is drawn on it once it is there. */
export function diagram(tools, bpmnXml, draw) {
  const place = element('div', { class: 'xieban-drawn' });
  opened(place, bpmnXml, tools).then(draw).catch((failure) => {
    if (!tools.signal.aborted) {
      console.warn('xieban', failure);
      place.replaceChildren(element('p', { class: 'text-muted' }, tools.say('worklist.diagram.notLoaded')));
    }
  });
  return place;
}
