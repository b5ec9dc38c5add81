// The frame's own behaviour. Every page works without it.

const side = document.getElementById('side');
const fold = document.querySelector('.xb-fold');

function showSide(open) {
  side.classList.toggle('open', open);
  fold.setAttribute('aria-expanded', String(open));
  if (open) {
    side.querySelector('a')?.focus();
  }
}

if (side && fold) {
  fold.addEventListener('click', () => showSide(!side.classList.contains('open')));
}

const menus = () => document.querySelectorAll('details.xb-menu[open]');

document.addEventListener('click', (event) => {
  for (const menu of menus()) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
  if (side?.classList.contains('open') && !side.contains(event.target) && !fold.contains(event.target)) {
    showSide(false);
  }
});

const typing = (element) => element instanceof HTMLElement
    && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
    if (side?.classList.contains('open')) {
      showSide(false);
      fold.focus();
    }
  }
  if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
    const search = document.getElementById('search');
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
});

// Asking for notices would keep an unattended session alive for ever; so only while somebody is there.
const attended = 5 * 60_000;
let lastSeen = Date.now();
for (const kind of ['pointerdown', 'keydown', 'scroll']) {
  document.addEventListener(kind, () => { lastSeen = Date.now(); }, { passive: true });
}

const bell = document.querySelector('.xb-bell');
if (bell) {
  setInterval(async () => {
    if (document.hidden || Date.now() - lastSeen > attended) {
      return;
    }
    const answer = await fetch(bell.dataset.poll, { headers: { Accept: 'application/json' } }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      const { count, label } = await answer.json();
      bell.querySelector('.num').textContent = count > 99 ? '99+' : count || '';
      bell.setAttribute('aria-label', label);
    }
  }, 60_000);
}

// A file that is chosen is sent, without a second click.
document.addEventListener('change', (event) => {
  if (event.target.matches('input[type=file][data-submits]') && event.target.files.length) {
    event.target.form.requestSubmit();
  }
});

// htmx: the CSRF token goes along, and a session that ended leads to the sign-in page instead of into a fragment.
document.addEventListener('htmx:configRequest', (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (token) {
    event.detail.headers[token.dataset.header] = token.content;
  }
});
document.addEventListener('htmx:beforeSwap', (event) => {
  if (new URL(event.detail.xhr.responseURL, location.href).pathname.endsWith('/sign-in')) {
    event.detail.shouldSwap = false;
    location.reload();
  }
});

// Rows of hits and notices by the arrow keys; from the search field the first arrow leads into them.
const rows = document.querySelector('[data-rows]');
if (rows) {
  document.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const inSearch = event.target.id === 'search';
    if (!step || event.ctrlKey || event.metaKey || event.altKey
        || (typing(event.target) && !(inSearch && event.key === 'ArrowDown'))) {
      return;
    }
    const links = [...rows.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? (step > 0 ? 0 : -1) : at + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
