// What Cockpit loads of the plugin: which parts it has, and where they stand. Everything else is loaded when a part is
// first shown. A plugin that throws while Cockpit starts or draws leaves the whole of Cockpit blank; so nothing here
// throws, and what fails is told in the place of the part.

const language = window.camCockpitConf?.locales?.fallbackLocale === 'en' ? 'en' : 'zh-CN';

/** Cockpit waits for it when it starts, as it waits for its own files. */
const PATIENCE = 30_000;

async function textsOf() {
  const waiting = new AbortController();
  const late = setTimeout(() => waiting.abort(), PATIENCE);
  try {
    const answer = await fetch(new URL(`texts/${language}.json`, import.meta.url), {
      signal: waiting.signal,
      // of pages that are opened at once each would wait for the one before, to see whether it may be kept
      cache: 'no-store',
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(late);
  }
}

const texts = await textsOf();

/** The text of a key with its arguments, as the bundles of the product have it; the key where they have not come. */
function say(key, ...values) {
  const text = texts?.[key] ?? key;
  return values.length ? text.replace(/\{(\d)\}/g, (place, at) => values[at] ?? '').replaceAll("''", "'") : text;
}

/**
 * A part that is drawn by a module of its own. Cockpit calls `unmount` without saying which of the places of a part it
 * means: it has drawn the new one before it leaves the old one.
 */
function part(module, show) {
  const shown = [];
  return {
    render(place, given) {
      const leaving = new AbortController();
      shown.push(leaving);
      const draw = async () => {
        try {
          const loaded = await import(`./${module}.js`);
          if (!leaving.signal.aborted) {
            await loaded[show](place, given ?? {}, { say, language, signal: leaving.signal });
          }
        } catch (failure) {
          if (!leaving.signal.aborted) {
            broken(place, failure, draw);
          }
        }
      };
      draw();
    },
    unmount() {
      shown.shift()?.abort();
    },
  };
}

function broken(place, failure, again) {
  console.warn('xieban', failure);
  if (place instanceof Element) {
    const told = Object.assign(document.createElement('div'), { className: 'alert alert-danger' });
    const retry = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'btn btn-default btn-sm',
      textContent: say('cockpit.again'),
      onclick: again,
    });
    told.setAttribute('role', 'alert');
    told.append(say('cockpit.broken'), ' ', retry);
    place.replaceChildren(told);
  }
}

const entry = {
  id: 'xieban',
  pluginPoint: 'cockpit.navigation',
  priority: 1,
  properties: { path: '#/xieban/', checkActive: (address) => address.includes('#/xieban/') },
  render(place) {
    const link = document.createElement('a');
    link.href = '#/xieban/overdue';
    link.textContent = say('cockpit.navigation');
    place.append(link);
  },
};

const page = (id, path, module, show) => ({
  id,
  pluginPoint: 'cockpit.route',
  priority: 1,
  properties: { path },
  ...part(module, show),
});

const parts = [
  entry,
  page('xieban-overdue', '/xieban/overdue', 'overdue', 'showPage'),
  page('xieban-case', '/xieban/case/:caseNo', 'course', 'showCase'),
  page('xieban-compare', '/xieban/process/:key', 'compare', 'showPage'),
  // where Cockpit leads to whoever asks for an instance that has finished
  page('xieban-finished', '/process-instance/:id/history', 'course', 'showFinished'),
  {
    id: 'history',
    pluginPoint: 'cockpit.processInstance.view',
    priority: 1,
    properties: { label: say('cockpit.course') },
    render() {},
  },
  { id: 'xieban-overdue', pluginPoint: 'cockpit.dashboard', priority: 1, ...part('overdue', 'showShort') },
  {
    id: 'xieban-heat',
    pluginPoint: 'cockpit.processDefinition.runtime.tab',
    // behind the running instances, which the page begins with
    priority: 9.5,
    properties: { label: say('cockpit.heat') },
    ...part('heat', 'showTab'),
  },
  {
    id: 'xieban-heat-map',
    pluginPoint: 'cockpit.processDefinition.diagram.plugin',
    priority: 1,
    ...part('heat', 'showOnDiagram'),
  },
  {
    id: 'xieban-course',
    pluginPoint: 'cockpit.processInstance.runtime.tab',
    // behind the variables
    priority: 19,
    properties: { label: say('cockpit.course') },
    ...part('course', 'showTab'),
  },
  {
    id: 'xieban-path',
    pluginPoint: 'cockpit.processInstance.diagram.plugin',
    priority: 1,
    ...part('course', 'showOnDiagram'),
  },
  { id: 'xieban-urge', pluginPoint: 'cockpit.processInstance.runtime.action', priority: 1, ...part('urge', 'showAction') },
];

// without its texts a part could not say what it is
export default texts === null ? [] : parts;
