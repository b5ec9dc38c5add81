// The command page: told what changes, counts the clocks, draws the map, and gives an order in two keystrokes.

import { cityMap, COLOURS, escaped } from './city-map.js';
import { live } from './live.js';

const page = document.querySelector('main.cm');
const words = document.getElementById('words').dataset;
const said = document.getElementById('said');

// ---- clocks: of the product, whose time need not be this machine's

let ahead = Date.parse(page.dataset.now) - Date.now();
const two = (number) => String(number).padStart(2, '0');

function span(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${two(hours)}:${two(minutes)}:${two(seconds % 60)}`;
}

const worded = (text, what) => text.replace('{0}', what);

function tick() {
  const now = Date.now() + ahead;
  for (const clock of page.querySelectorAll('[data-since]')) {
    clock.textContent = span((clock.dataset.until ? Date.parse(clock.dataset.until) : now) - Date.parse(clock.dataset.since));
  }
  for (const clock of page.querySelectorAll('[data-due]')) {
    const left = Date.parse(clock.dataset.due) - now;
    clock.textContent = worded(left < 0 ? words.over : words.left, span(left));
    clock.classList.toggle('over', left < 0);
  }
}

setInterval(tick, 1_000);
tick();

// ---- the map

let drawing = null;
let placed = '';

function places() {
  const there = document.getElementById('places');
  if (!drawing || !there || there.dataset.places === placed) {
    return;
  }
  placed = there.dataset.places;
  const { points, areas } = JSON.parse(placed);
  const looks = { EVENT: { shape: 'pin', size: 34, colour: '#b3261e' }, RESOURCE: { shape: 'roundRect', size: 12, colour: '#1f5fae' } };
  const faint = { 1: '#f6c9c6', 2: '#fbdcb5', 3: '#faedb8', 4: '#cfe0f7' };
  drawing.show(
    points.map((point) => ({ ...point, ...looks[point.what] })),
    areas.map(({ name, level }) => ({ name, colour: faint[level] ?? COLOURS[level] })),
  );
}

const map = document.getElementById('map');
cityMap(map, {
  told: (point) => `<b>${escaped(point.name)}</b><br>${escaped(point.said)}`,
  chosen: () => {},
}).then((made) => {
  drawing = made;
  places();
}).catch(() => { map.hidden = true; });

// ---- what is told

let seen = page.dataset.seen;

function put({ id, list, html }) {
  const made = document.createElement('template');
  made.innerHTML = html;
  const element = made.content.querySelector(`[id="${CSS.escape(id)}"]`);
  const there = document.getElementById(id);
  const focused = there?.contains(document.activeElement)
    ? [...there.querySelectorAll('a, button')].indexOf(document.activeElement) : -1;
  if (there) {
    there.replaceWith(element);
    if (focused >= 0) {
      element.querySelectorAll('a, button')[focused]?.focus();
    }
  } else if (list) {
    document.getElementById(list).append(element);
    element.classList.add('new');
  } else {
    // a part that has come into being: the page knows where it belongs
    location.reload();
  }
}

function arrange(id, ids) {
  const list = document.getElementById(id);
  const wanted = new Set(ids);
  [...list.children].filter((each) => !wanted.has(each.id)).forEach((each) => each.remove());
  ids.forEach((each, at) => {
    const element = document.getElementById(each);
    if (element && list.children[at] !== element) {
      list.insertBefore(element, list.children[at] ?? null);
    }
  });
}

// ---- linked cases: everybody is shown those that he may see

let revision = document.getElementById('links-seen')?.dataset.revision;

async function links() {
  const there = document.getElementById('links-seen');
  if (there && there.dataset.revision !== revision) {
    revision = there.dataset.revision;
    const answer = await fetch(there.dataset.from).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      document.getElementById('links').innerHTML = await answer.text();
    }
  }
}

function told({ now, pieces, lists }, event) {
  ahead = Date.parse(now) - Date.now();
  seen = event.lastEventId;
  pieces.forEach(put);
  for (const [list, ids] of Object.entries(lists)) {
    arrange(list, ids);
  }
  places();
  links();
  tick();
}

const lamp = page.querySelector('.mn-live');
if (page.dataset.live) {
  live({
    lamp,
    address: () => `${page.dataset.live}?seen=${encodeURIComponent(seen)}`,
    heard: { pieces: told },
    // a screen on the wall of a command room is looked at by people who do not touch it
    unattended: 12 * 3_600_000,
  });
}

document.getElementById('print').addEventListener('click', () => print());

// ---- orders

const form = document.getElementById('give');

function say(text) {
  said.textContent = '';
  requestAnimationFrame(() => { said.textContent = text; });
}

async function send(to, values) {
  const token = document.querySelector('meta[name=csrf-token]');
  const answer = await fetch(to.action, {
    method: 'POST',
    headers: { Accept: 'application/json', [token.dataset.header]: token.content },
    body: new URLSearchParams(values),
  }).catch(() => null);
  const body = answer?.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
  return { given: Boolean(answer?.ok) && !answer.redirected, told: body.told ?? words.failed, number: body.number };
}

/** Under which the next one is sent: however often that is, it is done once. */
function another() {
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
}

function commanding() {
  const undo = document.getElementById('undo');
  const undone = document.getElementById('undo-told');
  const withdrawal = document.getElementById('withdraw');
  const ask = document.getElementById('ask');
  const keys = document.getElementById('keys');
  const { department, text, acknowledgeMinutes, completeMinutes, planItem, key } = form.elements;
  const sheet = document.getElementById('order');
  const usual = { acknowledge: acknowledgeMinutes.value, complete: completeMinutes.value };
  let takeBack = null;
  let sending = false;
  let fading = null;

  keys.checked = localStorage.getItem('command-keys') !== 'off';
  keys.addEventListener('change', () => localStorage.setItem('command-keys', keys.checked ? 'on' : 'off'));

  function write(values) {
    department.value = values.department ?? department.value;
    text.value = values.text ?? '';
    acknowledgeMinutes.value = values.acknowledge ?? usual.acknowledge;
    completeMinutes.value = values.complete ?? usual.complete;
    planItem.value = values.planItem ?? '';
  }

  function open(values) {
    sheet.classList.add('open');
    write(values);
    text.focus();
    form.scrollIntoView({ block: 'nearest' });
  }

  function close() {
    sheet.classList.remove('open');
    write({});
    text.blur();
  }

  const planned = () => [...document.querySelectorAll('#planned a[data-text]')];

  document.addEventListener('click', (event) => {
    const chosen = event.target.closest('#planned a[data-text], #support button[data-department]');
    if (chosen) {
      event.preventDefault();
      open(chosen.dataset);
    }
  });

  function tell(outcome) {
    undo.hidden = false;
    clearTimeout(fading);
    fading = setTimeout(() => { undo.hidden = true; }, 60_000);
    undo.classList.toggle('bad', !outcome.given);
    undone.textContent = outcome.told;
    undo.querySelector('button').hidden = !takeBack;
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (sending) {
      return;
    }
    sending = true;
    const outcome = await send(form, new FormData(form));
    sending = false;
    takeBack = outcome.given ? () => withdraw(outcome.number, '') : null;
    tell(outcome);
    if (outcome.given) {
      key.value = another();
      close();
    }
  });

  document.getElementById('close').addEventListener('click', close);

  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === 'Escape') {
      close();
    }
  });

  async function withdraw(number, reason) {
    const outcome = await send(withdrawal, { number, reason });
    takeBack = outcome.given ? null : takeBack;
    tell(outcome);
  }

  undo.querySelector('button').addEventListener('click', () => takeBack?.());

  withdrawal.addEventListener('submit', (event) => {
    event.preventDefault();
    const number = event.submitter?.value;
    ask.returnValue = '';
    ask.showModal();
    document.getElementById('ask-yes').focus();
    ask.onclose = () => {
      if (ask.returnValue === 'yes') {
        withdraw(number, document.getElementById('ask-reason').value);
      }
    };
  });

  const assigning = resources((outcome, undoing) => {
    takeBack = undoing;
    tell(outcome);
  });

  document.getElementById('thumb').addEventListener('click', () => open({}));

  const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  document.addEventListener('keydown', (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]')) {
      return;
    }
    if (/^[1-9]$/.test(event.key)) {
      const chosen = planned()[Number(event.key) - 1];
      if (chosen) {
        event.preventDefault();
        open(chosen.dataset);
        say(`${department.selectedOptions[0].textContent} ${text.value}`);
      }
    } else if (event.key === 'n') {
      event.preventDefault();
      open({});
    } else if (event.key === 'r') {
      event.preventDefault();
      assigning.open();
    } else if (event.key === 'u' && takeBack) {
      event.preventDefault();
      takeBack();
    }
  });
}

/** Gives resources and takes them back; tells what came of it, and how it is undone. */
function resources(tell) {
  const ask = document.getElementById('assign-ask');
  const assign = document.getElementById('assign');
  const release = document.getElementById('release');
  const what = document.getElementById('assign-what');
  const amount = document.getElementById('assign-amount');
  const unit = document.getElementById('assign-unit');
  const { key } = assign.elements;
  let sending = false;

  function chosen() {
    const { free, unit: of, amount: usual } = what.selectedOptions[0].dataset;
    amount.max = free;
    amount.value = usual;
    unit.textContent = of;
  }

  function open(code) {
    const offers = [...document.querySelectorAll('.cm-offers button[name=resource]')];
    if (offers.length === 0) {
      return;
    }
    what.replaceChildren(...offers.map((offer, at) => {
      const option = new Option(`${at + 1} ${offer.dataset.name}`, offer.value, false, offer.value === code);
      Object.assign(option.dataset, offer.dataset);
      return option;
    }));
    chosen();
    ask.showModal();
    (code ? amount : what).focus();
    amount.select();
  }

  async function giveBack(assignment) {
    tell(await send(release, { assignment }), null);
  }

  document.addEventListener('click', (event) => {
    const offer = event.target.closest('.cm-offers button[name=resource]');
    if (offer) {
      event.preventDefault();
      open(offer.value);
    }
  });
  what.addEventListener('change', chosen);
  what.addEventListener('keydown', (event) => {
    if (/^[1-9]$/.test(event.key) && what.options[Number(event.key) - 1]) {
      event.preventDefault();
      what.selectedIndex = Number(event.key) - 1;
      chosen();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      assign.requestSubmit();
    }
  });
  document.getElementById('assign-leave').addEventListener('click', () => ask.close());
  assign.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (sending) {
      return;
    }
    sending = true;
    const outcome = await send(assign, { resource: what.value, amount: amount.value, key: key.value });
    sending = false;
    if (outcome.given) {
      key.value = another();
    }
    ask.close();
    tell(outcome, outcome.given ? () => giveBack(outcome.number) : null);
  });
  release.addEventListener('submit', (event) => {
    event.preventDefault();
    giveBack(event.submitter?.value);
  });
  return { open };
}

if (form) {
  commanding();
}
