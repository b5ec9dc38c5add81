// The page of a visit on site. Everything that is taken down is kept in this browser first and then sent, one after the
// other, until the server has answered; each bears a name of its own, so that sent twice it is taken once.

import { openOutbox } from './visit-outbox.js';
import { openPad } from './visit-pad.js';

const site = document.getElementById('site');
const texts = Object.fromEntries(Array.from(
  document.getElementById('texts').content.children, (text) => [text.dataset.code, text.textContent]));
const filled = (code, ...values) => texts[code].replace(/\{(\d)}/g, (place, index) => values[index] ?? place);
const MEGABYTE = 1024 * 1024;

const status = document.getElementById('status');
const made = (tag, properties, ...inside) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
};

const say = (place, ...lines) => {
  place.hidden = lines.length === 0;
  place.replaceChildren(...lines.map((line) => made('p', { textContent: line })));
};

/** A word of its state beside what was taken down. */
const mark = (element, state) => {
  element.className = `state ${{ kept: 'warn', sending: 'warn', sent: 'good', refused: 'bad' }[state]}`;
  element.textContent = texts[`entry.${state}`];
};

const itemOf = (code) => site.querySelector(`.site-item[data-item="${CSS.escape(code)}"]`);

// ---- what the page shows of an entry, whether it was made now or before it was loaded

const shown = {
  results(entry) {
    const item = itemOf(entry.body.item);
    if (!item) {
      return null;
    }
    fill(item, entry.body);
    return item.querySelector('[data-of=result]');
  },
  photographs(entry) {
    const list = (itemOf(entry.fields.item) ?? site).querySelector('.site-photos');
    const there = list.querySelector(`[data-id="${entry.id}"]`);
    const source = URL.createObjectURL(entry.file);
    if (there) {
      // the page may be an old one whose pictures cannot be fetched now
      there.querySelector('img').src = source;
      return there.querySelector('.state');
    }
    const word = made('span', { className: 'state' });
    const picture = made('img', { alt: entry.title, src: source });
    const row = made('li', {}, picture, word);
    row.dataset.id = entry.id;
    list.append(row);
    return word;
  },
  arrivals() {
    document.querySelector('.site-arrive')?.setAttribute('hidden', '');
    return site.querySelector(`#arrival [data-login="${CSS.escape(site.dataset.login)}"] .state`);
  },
  signatures(entry) {
    return site.querySelector(`[data-signer="${CSS.escape(entry.fields.login ?? '')}"] .state`);
  },
};

function show(entry) {
  const word = shown[entry.what](entry);
  if (word) {
    mark(word, entry.state);
  }
  const refused = document.querySelector('#outbox ul');
  refused.querySelector(`[data-id="${entry.id}"]`)?.remove();
  if (entry.state === 'refused') {
    const discard = made('button', { type: 'button', className: 'btn btn-sm', textContent: texts.discard });
    discard.addEventListener('click', async () => {
      await outbox.forget(entry.id);
      location.reload();
    });
    const row = made('li', {}, made('b', { textContent: entry.title }), ` ${entry.message} `, discard);
    row.dataset.id = entry.id;
    refused.append(row);
  }
  refused.parentElement.hidden = refused.children.length === 0;
}

function standing({ kept, sending, refused, reachable, signedOut }) {
  const [icon, words] = signedOut ? ['login', texts.signIn]
    : !reachable && (kept || sending) ? ['cloud-off', `${texts['state.offline']} · ${filled('kept', kept + sending)}`]
      : !reachable ? ['cloud-off', texts['state.offline']]
        : sending || kept ? ['cloud-up', filled('sending', kept + sending)]
          : refused ? ['alert-triangle', filled('refusedCount', refused)]
            : ['cloud-check', texts.allSent];
  status.className = `site-status ${signedOut || refused ? 'bad' : !reachable || kept || sending ? 'warn' : 'good'}`;
  status.querySelector('i').className = `ti ti-${icon}`;
  status.querySelector('span').textContent = words;
  status.dataset.waiting = kept + sending;
}

const outbox = status ? await openOutbox({
  name: `${site.dataset.login}/${site.dataset.visit}`,
  address: site.dataset.api,
  show,
  standing,
  failed: texts.failed,
}) : null;

// ---- arrival

const arrive = document.querySelector('.site-arrive');
if (arrive) {
  const code = document.getElementById('code');
  let scanned = code.value !== '';
  code.addEventListener('input', () => { scanned = false; });
  const scan = document.getElementById('scan');
  if ('BarcodeDetector' in window) {
    scan.hidden = false;
    scan.querySelector('input').addEventListener('change', async (event) => {
      const [picture] = event.target.files;
      const found = picture
        ? await createImageBitmap(picture).then((bitmap) => new BarcodeDetector({ formats: ['qr_code'] }).detect(bitmap))
          .catch(() => [])
        : [];
      code.value = found[0]?.rawValue ?? '';
      code.placeholder = found.length ? code.placeholder : texts.noneRead;
      scanned = found.length > 0;
    });
  }
  arrive.addEventListener('submit', (event) => {
    event.preventDefault();
    const reason = document.getElementById('no-code').value.trim();
    const typed = code.value.trim();
    if (!typed && !reason) {
      code.focus();
      return;
    }
    outbox.add('arrivals', texts.arrive, {
      body: typed ? { how: scanned ? 'SCANNED' : 'TYPED', code: typed } : { how: 'NO_CODE', reason },
    });
  });
}

// ---- items

const checked = (item) => Array.from(item.querySelectorAll('.site-point'),
  (point) => point.querySelector('input:checked')?.value ?? null);

const typed = (item) => ({
  item: item.dataset.item,
  kind: item.querySelector('[name=kind]').value,
  finding: item.querySelector('[name=finding]').value,
  points: checked(item),
});

function fill(item, values) {
  item.querySelector('[name=kind]').value = values.kind;
  item.querySelector('[name=finding]').value = values.finding;
  item.querySelectorAll('.site-point').forEach((point, index) => {
    const input = point.querySelector(`input[value="${values.points[index]}"]`);
    if (input) {
      input.checked = true;
    }
  });
}

function openItem(item) {
  const form = item.querySelector('form');
  const said = item.querySelector('.site-said');
  const word = item.querySelector('[data-of=result]');
  outbox.draft(item.dataset.item).then((draft) => {
    if (draft) {
      fill(item, draft);
      word.className = 'state';
      word.textContent = texts.draftKept;
    }
  });
  form.addEventListener('input', (event) => {
    if (event.target.name !== 'photo') {
      outbox.keepDraft(item.dataset.item, typed(item));
    }
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = typed(item);
    const looked = item.querySelector('[name=kind]').selectedOptions[0]?.dataset.looked === 'true';
    if (!values.kind) {
      item.querySelector('[name=kind]').focus();
      return;
    }
    // where nothing could be looked at, no point can be told
    const points = looked ? values.points.filter(Boolean) : [];
    if (looked && points.length < values.points.length) {
      item.querySelector('.site-point:not(:has(:checked)) input').focus();
      return;
    }
    say(said);
    await outbox.add('results', item.getAttribute('aria-label'), { body: { ...values, points } });
    outbox.dropDraft(item.dataset.item);
  });
  form.querySelector('[name=photo]')?.addEventListener('change', async (event) => {
    const lines = [];
    for (const file of event.target.files) {
      if (file.size > Number(site.dataset.largest)) {
        lines.push(filled('tooLarge', file.name, Math.ceil(file.size / MEGABYTE), site.dataset.largest / MEGABYTE));
      } else if (!['image/jpeg', 'image/png'].includes(file.type)) {
        lines.push(filled('notAPicture', file.name));
      } else {
        await outbox.add('photographs', `${texts.photos} ${file.name}`, { fields: { item: item.dataset.item, caption: '' }, file });
      }
    }
    event.target.value = '';
    say(said, ...lines);
  });
}

// ---- signatures and the end

function openSigning() {
  const pad = openPad(document.getElementById('pad'));
  for (const button of document.querySelectorAll('[data-sign]')) {
    button.addEventListener('click', async () => {
      const file = await pad(button.dataset.name);
      if (file) {
        outbox.add('signatures', `${texts.sign} ${button.dataset.name}`, {
          fields: { party: 'INSPECTOR', outcome: 'SIGNED', login: button.dataset.sign }, file,
        });
      }
    });
  }
  const form = document.querySelector('.site-object');
  const outcome = document.getElementById('outcome');
  const value = (id) => document.getElementById(id).value.trim();
  outcome.addEventListener('change', () => {
    for (const part of form.querySelectorAll('[data-outcome]')) {
      part.hidden = (part.dataset.outcome === 'SIGNED') !== (outcome.value === 'SIGNED');
    }
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const signs = outcome.value === 'SIGNED';
    if (signs ? !value('signer') : !value('witness') && !value('video')) {
      document.getElementById(signs ? 'signer' : 'witness').focus();
      return;
    }
    const file = signs ? await pad(value('signer')) : null;
    if (!signs || file) {
      outbox.add('signatures', `${texts.sign} ${signs ? value('signer') : outcome.selectedOptions[0].textContent}`, {
        fields: {
          party: 'OBJECT', outcome: outcome.value, name: signs ? value('signer') : '',
          witness: signs ? '' : value('witness'), video: signs ? '' : value('video'),
        },
        file,
      });
    }
  });
}

function openSubmission() {
  const form = document.querySelector('#submission form');
  const said = form.querySelector('.site-said');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (Number(status.dataset.waiting) > 0) {
      say(said, texts.submitWaits);
      return;
    }
    const answer = await outbox.post('submission', { remark: document.getElementById('remark').value });
    if (answer?.ok) {
      location.reload();
      return;
    }
    const told = await answer?.json().catch(() => null);
    say(said, told?.detail ?? texts.failed, ...(told?.errors ?? []).map((error) => error.message));
  });
}

if (outbox) {
  site.querySelectorAll('.site-item').forEach(openItem);
  openSigning();
  openSubmission();
  await outbox.begin();
}
navigator.serviceWorker?.register(site.dataset.offline, { scope: site.dataset.scope }).catch(() => null);
