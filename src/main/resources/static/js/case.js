// The page of a case: tabs without leaving the form, the diagram, the keyboard. Tabs are links that work without.

const page = document.getElementById('case');
const tabs = [...page.querySelectorAll('.wl-tabs a')];
const typing = (element) => element instanceof HTMLElement
    && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)
      || element.closest('.xb-task-form') !== null);

/** Fetched when it is first looked at. */
function load(name, pane) {
  if (pane.dataset.loaded) {
    return;
  }
  pane.dataset.loaded = 'true';
  if (name === 'diagram') {
    drawDiagram(pane.querySelector('.wl-diagram'));
  } else if (pane.dataset.source) {
    window.htmx.ajax('GET', pane.dataset.source, { target: pane, swap: 'innerHTML' });
  }
}

function show(name, remember) {
  const pane = document.getElementById(`pane-${name}`);
  for (const each of page.querySelectorAll('.wl-pane')) {
    each.hidden = each !== pane;
  }
  for (const tab of tabs) {
    if (tab.dataset.name === name) {
      tab.setAttribute('aria-current', 'page');
      tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else {
      tab.removeAttribute('aria-current');
    }
  }
  if (remember) {
    const here = new URL(location.href);
    here.searchParams.set('tab', name);
    history.replaceState(null, '', here);
  }
  load(name, pane);
}

for (const tab of tabs) {
  tab.addEventListener('click', (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && window.htmx) {
      event.preventDefault();
      show(tab.dataset.name, true);
    }
  });
}

// what was done in one tab shows in the others when they are looked at again; the form keeps what was entered
page.addEventListener('htmx:afterRequest', (event) => {
  if (event.detail.requestConfig.verb !== 'get' && event.detail.successful) {
    const here = event.target.closest('.wl-pane');
    for (const pane of page.querySelectorAll('.wl-pane[data-source]')) {
      if (pane !== here) {
        delete pane.dataset.loaded;
      }
    }
  }
});

// ---- the diagram

async function drawDiagram(canvas) {
  try {
    const { drawPath, loaded, seconds, show: showModel, zoomable } = await import(canvas.dataset.drawing);
    const [answer] = await Promise.all([
      fetch(canvas.dataset.source, { headers: { Accept: 'application/json' } }), loaded(canvas.dataset.viewer)]);
    if (!answer.ok || answer.redirected) {
      throw new Error(`diagram: ${answer.status}`);
    }
    const diagram = await answer.json();
    const viewer = await showModel(BpmnJS, canvas, diagram.bpmnXml);
    const drawing = viewer.get('canvas');
    const elements = viewer.get('elementRegistry');
    for (const [ids, marker] of [[diagram.finished, 'xb-finished'], [diagram.active, 'xb-active'], [diagram.failed, 'xb-failed']]) {
      for (const id of ids) {
        if (elements.get(id)) {
          drawing.addMarker(id, marker);
        }
      }
    }
    drawPath(viewer, diagram, canvas.dataset);
    tellPath(diagram, canvas, seconds);
    const here = diagram.active.map((id) => elements.get(id)).filter(Boolean);
    if (here.length && drawing.zoom() < 0.5) {
      // a model of many steps is too small to read as a whole: first where the case is
      drawing.zoom(0.8, { x: here[0].x + here[0].width / 2, y: here[0].y + here[0].height / 2 });
      drawing.scrollToElement(here[0], { top: 160, bottom: 160, left: 240, right: 240 });
    }
    zoomable(viewer, canvas.parentElement);
  } catch {
    const words = Object.assign(document.createElement('div'), { className: 'xb-flash bad', textContent: canvas.dataset.failed });
    words.setAttribute('role', 'alert');
    canvas.replaceChildren(words);
  }
}

/** The same way in words, one stay after the other; what only the engine passes through is left out. */
function tellPath({ path }, canvas, seconds) {
  const told = canvas.parentElement.querySelector('.wl-path');
  const named = path.filter(({ name }) => name);
  const day = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Shanghai' });
  told.querySelector('ol').replaceChildren(...named.map(({ name, startedAt, endedAt, cancelled }) => {
    const line = document.createElement('li');
    const spent = endedAt ? seconds((new Date(endedAt) - new Date(startedAt)) / 1000, canvas.dataset) : canvas.dataset.going;
    line.textContent = [name, day.format(new Date(startedAt)), spent, cancelled ? canvas.dataset.broken : ''].filter(Boolean).join(' · ');
    return line;
  }));
  told.hidden = named.length === 0;
}

// ---- what was entered and could not be submitted any more is shown, to be taken along

const keptDraft = document.getElementById('kept');
if (keptDraft) {
  const entered = sessionStorage.getItem(`xieban-draft:${keptDraft.dataset.draft}`);
  if (entered) {
    // what was typed; options and numbers are chosen again in a moment
    const typed = (value) => (typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(typed));
    const words = typed(JSON.parse(entered)).filter((word) => word.trim() !== '' && !/^[A-Z0-9_]+$/.test(word));
    keptDraft.querySelector('pre').textContent = words.join('\n');
    keptDraft.hidden = words.length === 0;
  }
}

// ---- what else is done with the task: its small form opens here; without scripts it is a page

const dialog = document.getElementById('operation');
for (const link of page.querySelectorAll('a[data-dialog]')) {
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !window.htmx) {
      return;
    }
    event.preventDefault();
    link.closest('details')?.removeAttribute('open');
    window.htmx.ajax('GET', link.href, { target: dialog, swap: 'innerHTML' }).then(() => {
      if (dialog.querySelector('form')) {
        dialog.showModal();
      } else {
        // what forbids it meanwhile is told on a page
        location.assign(link.href);
      }
    });
  });
}
dialog.addEventListener('click', (event) => {
  if (event.target.closest('[data-close]')) {
    event.preventDefault();
    dialog.close();
  }
});

// ---- the keyboard

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || dialog.open) {
    return;
  }
  const control = { j: 'next', k: 'previous', c: 'claim' }[event.key];
  if (control) {
    document.getElementById(control)?.click();
  }
});

// whoever comes to decide begins in the form; not where to begin would open a list or a calendar over it
const form = document.querySelector('.xb-task-form');
if (form && page.dataset.tab === 'handle') {
  new MutationObserver((changes, observer) => {
    if (!form.hasAttribute('aria-busy')) {
      observer.disconnect();
      if (document.activeElement === document.body) {
        const first = form.querySelector('.xb-task-form-canvas :is(input, textarea, select):enabled');
        if (!first?.closest('.fjs-form-field-select, .fjs-form-field-datetime')) {
          first?.focus({ preventScroll: true });
        }
      }
    }
  }).observe(form, { attributeFilter: ['aria-busy'] });
}

// the form itself hears it only while somebody is in it
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target === document.body
      && form?.offsetParent) {
    form.querySelector('.xb-task-form-submit').click();
  }
});

show(page.dataset.tab, false);
