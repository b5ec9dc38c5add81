// Work lists by the keyboard, and kept fresh while somebody is there. The list works without.

const list = () => document.getElementById('worklist');
const rows = () => [...list().querySelectorAll('tr[data-task]')];
const current = () => list().querySelector('tr.cur');
const help = document.getElementById('help');

const typing = (element) => element instanceof HTMLElement
    && (element.isContentEditable
      || (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== 'checkbox'));

function choose(row, focus) {
  current()?.classList.remove('cur');
  row?.classList.add('cur');
  if (focus) {
    const link = row?.querySelector('a.t');
    link?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }
}

function move(step) {
  const all = rows();
  // the first key from elsewhere goes to the row that is marked already
  const inside = list().querySelector('tr[data-task]:focus-within');
  const at = all.indexOf(inside ?? current());
  const next = inside ? all[at + step] : all[Math.max(at, 0)];
  if (next) {
    choose(next, true);
  }
}

// ---- rows that are chosen, to do the same with all of them

const boxes = () => [...list().querySelectorAll('td.wl-choose input')];

function tellChosen() {
  const told = list().querySelector('.wl-chosen');
  if (told) {
    const chosen = boxes().filter((box) => box.checked).length;
    told.textContent = chosen ? told.dataset.text.replace('#', chosen) : '';
    const all = document.getElementById('choose-all');
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && !all.checked;
  }
}

function toggle(row) {
  const box = row?.querySelector('td.wl-choose input');
  if (box) {
    box.checked = !box.checked;
    tellChosen();
  }
}

document.addEventListener('change', (event) => {
  if (event.target.id === 'choose-all') {
    for (const box of boxes()) {
      box.checked = event.target.checked;
    }
  }
  tellChosen();
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || help.open) {
    return;
  }
  const onControl = event.target.closest?.('a, button, summary');
  switch (event.key) {
    case 'j':
    case 'ArrowDown':
      event.preventDefault();
      move(1);
      break;
    case 'k':
    case 'ArrowUp':
      event.preventDefault();
      move(-1);
      break;
    case 'Enter':
      if (!onControl) {
        current()?.querySelector('a.t')?.click();
      }
      break;
    case 'c':
      current()?.querySelector('.wl-claim')?.requestSubmit();
      break;
    case 'x':
      toggle(current());
      break;
    case '?':
      event.preventDefault();
      help.showModal();
      break;
    default:
  }
});

document.addEventListener('focusin', (event) => {
  const row = event.target.closest?.('tr[data-task]');
  if (row) {
    choose(row, false);
  }
});

choose(rows()[0], false);
tellChosen();

// Asking for the list would keep an unattended session alive for ever; so only while somebody is there.
const attended = 5 * 60_000;
let lastSeen = Date.now();
for (const kind of ['pointerdown', 'keydown', 'scroll']) {
  document.addEventListener(kind, () => { lastSeen = Date.now(); }, { passive: true });
}
setInterval(() => {
  if (!document.hidden && Date.now() - lastSeen < attended && !typing(document.activeElement) && !help.open
      && !list().querySelector('details[open]')) {
    window.htmx?.trigger(list(), 'refresh');
  }
}, 30_000);

// A fresh list does not lose the row that somebody is at, nor move it under his eyes, nor what he has chosen.
let kept = null;
const topOf = (row) => row?.getBoundingClientRect().top;
document.addEventListener('htmx:beforeSwap', (event) => {
  if (event.detail.target.id === 'worklist') {
    kept = {
      task: current()?.dataset.task,
      top: topOf(current()),
      focus: Boolean(list().querySelector('tr[data-task]:focus-within')),
      chosen: boxes().filter((box) => box.checked).map((box) => box.value),
    };
  }
});
document.addEventListener('htmx:afterSwap', () => {
  if (kept) {
    const same = rows().find((each) => each.dataset.task === kept.task);
    for (const box of boxes()) {
      box.checked = kept.chosen.includes(box.value);
    }
    tellChosen();
    choose(same ?? rows()[0], kept.focus);
    if (same) {
      window.scrollBy({ top: topOf(same) - kept.top, behavior: 'instant' });
    }
    kept = null;
  }
});
