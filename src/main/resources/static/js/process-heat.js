// Draws on a diagram of bpmn-js what the API of supervision tells: where time goes in a process, and the way a case has
// gone. Knows no page: the pages of the product and the plugin of Cockpit use it alike. Whatever stands in a model or an
// answer is only ever put in as text.

/** What a heat map can show, and how each is measured: the colour follows `value`, the number beside it is `text`. */
export const measures = {
  spent: { value: (activity) => activity.time.mean, text: seconds },
  waiting: { value: (activity) => (activity.type === 'userTask' ? activity.waiting.mean : null), text: seconds },
  count: { value: (activity) => activity.count, text: String },
  overdue: { value: (activity) => activity.overdue + activity.overdueNow, text: String },
};

/** Left and right of a whole diagram, in pixels. */
const MARGIN = 28;

const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

/**
 * How long something took, in its two largest units.
 *
 * @param words what the units are called: {day, hour, minute, second}
 * @param units how many of them, where there is room for fewer
 */
export function seconds(value, words, units = 2) {
  let rest = Math.round(value);
  const first = UNITS.findIndex(([, size]) => rest >= size);
  if (first < 0) {
    return `0${words.second}`;
  }
  const parts = [];
  for (const [unit, size] of UNITS.slice(first, first + units)) {
    const number = Math.floor(rest / size);
    rest -= number * size;
    if (number > 0) {
      parts.push(`${number}${words[unit]}`);
    }
  }
  return parts.join(' ');
}

/** From nothing to the most of all, as differences of large numbers are seen: by their roots. */
function colour(share) {
  const depth = Math.sqrt(share);
  const mixed = [[255, 246, 219], [240, 138, 104]];
  return `rgb(${mixed[0].map((from, i) => Math.round(from + (mixed[1][i] - from) * depth)).join(', ')})`;
}

/** Below an activity; events and gateways are too small, and have their names there. */
function place(viewer, id) {
  return viewer.get('elementRegistry').get(id).width > 60 ? { bottom: 10, left: 4 } : { top: -14, left: -8 };
}

function shape(viewer, id) {
  const element = viewer.get('elementRegistry').get(id);
  if (!element || !element.width) {
    return null;
  }
  const graphics = viewer.get('elementRegistry').getGraphics(element);
  return graphics.querySelector('.djs-visual > :is(rect, circle, polygon, path)');
}

/**
 * A small label on an element; what it says is text.
 *
 * @param said what it says, `short` where there is less room, and of two that have room for one only `weight` decides
 */
function label(viewer, id, kind, position, { text, short = text, title = text, weight }, style) {
  const html = document.createElement('div');
  html.textContent = text;
  html.className = `xieban-${kind}`;
  html.title = title;
  Object.assign(html.style, {
    font: '600 12px/1.4 sans-serif',
    padding: '0 6px',
    borderRadius: '9px',
    whiteSpace: 'nowrap',
    ...style,
  });
  // a whole model is shown small; its labels stay large enough to be read
  viewer.get('overlays').add(id, `xieban-${kind}`, { position, html, scale: { min: 0.75 } });
  viewer.xiebanLabels.push({ html, kind, text, short, weight });
}

/** Those that would lie on another one that weighs more. */
function covered(labels) {
  const taken = [];
  const hidden = new Set();
  const places = labels.map(({ html, weight }) => ({ html, weight, at: html.getBoundingClientRect() }));
  for (const { html, at } of places.sort((one, other) => other.weight - one.weight)) {
    if (taken.some((other) => at.left < other.right && other.left < at.right && at.top < other.bottom && other.top < at.bottom)) {
      hidden.add(html);
    } else {
      taken.push(at);
    }
  }
  return hidden;
}

/** Where labels would lie on each other they say less, and what weighs less waits until the diagram is drawn larger. */
function arrange(viewer) {
  const labels = viewer.xiebanLabels;
  const write = (what) => labels.forEach((each) => {
    each.html.textContent = each[what];
  });
  write('text');
  let hidden = covered(labels);
  if (hidden.size > 0) {
    write('short');
    hidden = covered(labels);
  }
  for (const { html } of labels) {
    html.style.visibility = hidden.has(html) ? 'hidden' : '';
  }
}

/** Finds room for the labels now, and whenever the diagram is drawn in another size. */
function keepArranged(viewer) {
  if (!viewer.xiebanArranged) {
    viewer.xiebanArranged = true;
    let drawn;
    viewer.get('eventBus').on('canvas.viewbox.changed', ({ viewbox: { scale } }) => {
      if (scale !== drawn) {
        drawn = scale;
        arrange(viewer);
      }
    });
  }
  arrange(viewer);
}

function forget(viewer, ...kinds) {
  for (const kind of kinds) {
    viewer.get('overlays').remove({ type: `xieban-${kind}` });
  }
  viewer.xiebanLabels = (viewer.xiebanLabels ?? []).filter(({ kind }) => !kinds.includes(kind));
  for (const { visual, fill } of viewer.xiebanColoured ?? []) {
    visual.style.fill = fill;
  }
  viewer.xiebanColoured = [];
}

/** The most that any of these maps shows, for maps beside each other to be compared by their colours. */
export function most(maps, measure) {
  return Math.max(0, ...maps.flatMap((map) => map.activities.map((activity) => measures[measure].value(activity) ?? 0)));
}

/**
 * Draws a heat map, in place of the one before.
 *
 * @param viewer of bpmn-js, with the model of the map
 * @param map as /api/v1/supervision/processes/{key}/heat answers
 * @param measure one of {@link measures}
 * @param words {day, hour, minute, second, running}; `running` has {0} for the number
 * @param limit what is drawn strongest; the most of this map unless others stand beside it
 */
export function drawHeat(viewer, map, measure, words, limit = most([map], measure)) {
  forget(viewer, 'heat', 'running');
  const { value, text } = measures[measure];
  for (const activity of map.activities) {
    const visual = shape(viewer, activity.activityId);
    const amount = value(activity);
    if (!visual) {
      continue;
    }
    if (amount > 0) {
      viewer.xiebanColoured.push({ visual, fill: visual.style.fill });
      visual.style.fill = colour(limit > 0 ? Math.min(1, amount / limit) : 0);
      // gateways and events take no time to speak of: a number on each would hide the diagram
      if (measure === 'count' || amount >= 1) {
        const said = text(amount, words);
        label(viewer, activity.activityId, 'heat', place(viewer, activity.activityId),
          { text: said, short: text(amount, words, 1), title: `${activity.name ?? ''} ${said}`, weight: amount },
          { background: '#fff', border: '1px solid #b3261e', color: '#7a1a14' });
      }
    }
    if (activity.running > 0) {
      const running = String(activity.running);
      // less than what the map measures
      label(viewer, activity.activityId, 'running', { top: -10, right: 14 },
        { text: running, title: words.running.replace('{0}', running), weight: -1 / activity.running },
        { background: '#1f5fae', color: '#fff' });
    }
  }
  keepArranged(viewer);
}

/**
 * Draws the way a case has gone: the flows it took, and how often and how long it was where.
 *
 * @param diagram as /api/v1/cases/{caseNo}/diagram answers
 * @param words {day, hour, minute, second, times}; `times` has {0} for the number
 */
export function drawPath(viewer, diagram, words) {
  forget(viewer, 'path');
  const registry = viewer.get('elementRegistry');
  for (const [id, times] of Object.entries(diagram.flows)) {
    const line = registry.getGraphics(id)?.querySelector('.djs-visual > :is(path, polyline)');
    if (line) {
      Object.assign(line.style, { stroke: '#2c7a4b', strokeWidth: `${Math.min(6, 2.5 + Math.log2(times))}px` });
    }
  }
  for (const { activityId, count, seconds: spent } of diagram.passed) {
    const element = registry.get(activityId);
    if (!element?.width) {
      continue;
    }
    const times = count > 1 ? words.times.replace('{0}', count) : '';
    const [text, short] = [2, 1].map((units) => [times, spent > 0 ? seconds(spent, words, units) : ''].filter(Boolean).join(' · '));
    if (text) {
      label(viewer, activityId, 'path', place(viewer, activityId), { text, short, weight: spent + count },
        { background: '#fff', border: '1px solid #2c7a4b', color: '#1e5a36' });
    }
  }
  keepArranged(viewer);
}

/**
 * Shows a diagram in an element, fitted to it, also when that becomes another size.
 *
 * @param BpmnJS the viewer's class, as the page has loaded it
 */
export async function show(BpmnJS, container, bpmnXml) {
  const viewer = new BpmnJS({ container });
  await viewer.importXML(bpmnXml);
  fit(viewer);
  const size = new ResizeObserver(() => {
    if (container.clientWidth > 0) {
      viewer.get('canvas').resized();
      // what somebody has chosen to look at stays where it is
      if (seen(viewer) === viewer.xiebanFitted) {
        fit(viewer);
      }
    }
  });
  size.observe(container);
  viewer.on('diagram.destroy', () => size.disconnect());
  return viewer;
}

/** The whole diagram, as large as its place has room for; what its labels need beside it is left free. */
export function fit(viewer) {
  const canvas = viewer.get('canvas');
  canvas.zoom('fit-viewport', 'auto');
  canvas.zoom(canvas.zoom() * (1 - 2 * MARGIN / Math.max(canvas.getSize().width, 10 * MARGIN)));
  viewer.xiebanFitted = seen(viewer);
}

/** Which part of it is seen. */
function seen(viewer) {
  const { x, y, scale } = viewer.get('canvas').viewbox();
  return [x, y, scale].join();
}

/** Loads a script once. */
export function loaded(source) {
  return new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement('script'), { src: source, onload: done, onerror: failed }));
  });
}

/** Lets buttons with data-zoom in an element enlarge, shrink and fit a diagram. */
export function zoomable(viewer, container) {
  const canvas = viewer.get('canvas');
  for (const button of container.querySelectorAll('[data-zoom]')) {
    button.addEventListener('click', () => (button.dataset.zoom === 'fit'
      ? fit(viewer)
      : canvas.zoom(canvas.zoom() * Number(button.dataset.zoom))));
  }
}
