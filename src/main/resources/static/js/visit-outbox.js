// What was taken down and not yet sent: kept in this browser (IndexedDB), sent one after the other under the name that it
// was given here, again and again until it is answered. The server takes each name once.

const DATABASE = 'xieban-visits';
const RETRY = 5_000;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function openStore() {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('entries', { keyPath: 'id' }).createIndex('of', 'of');
    opening.result.createObjectStore('drafts');
  };
  const database = await done(opening);
  return (name, mode = 'readwrite') => database.transaction(name, mode).objectStore(name);
}

/** Also where a page is not secure enough for the browser's own. */
function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Of the page that is open; after somebody has signed in again, of the page as it would be now. */
async function token(fresh) {
  if (fresh) {
    const page = await fetch(location.href, { headers: { Accept: 'text/html' } });
    const now = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('meta[name="csrf-token"]');
    if (now) {
      document.querySelector('meta[name="csrf-token"]').content = now.content;
    }
  }
  const meta = document.querySelector('meta[name="csrf-token"]');
  return { [meta.dataset.header]: meta.content };
}

/**
 * @param name whose entries and of which visit: nobody sends another's
 * @param show draws an entry in its state
 * @param standing is told how many wait, and whether the server is reached
 */
export async function openOutbox({ name, address, show, standing, failed }) {
  const store = await openStore();
  let entries = (await done(store('entries', 'readonly').index('of').getAll(name))).sort((a, b) => a.seq - b.seq);
  let running = false;
  let reachable = navigator.onLine;
  let signedOut = false;
  let retry = null;

  const count = (state) => entries.filter((entry) => entry.state === state).length;
  const tell = () => standing({
    kept: count('kept'), sending: count('sending'), refused: count('refused'), reachable, signedOut,
  });
  const turn = (entry, state, message = '') => {
    Object.assign(entry, { state, message });
    show(entry);
    tell();
  };
  // one that is being sent when the page goes was not sent
  const keep = (entry) => done(store('entries').put({ ...entry, state: entry.state === 'sending' ? 'kept' : entry.state }));

  async function ask(method, path, body, type) {
    for (const fresh of [false, true]) {
      const answer = await fetch(`${address}/${path}`, {
        method,
        headers: {
          Accept: 'application/json, application/problem+json',
          'Accept-Language': document.documentElement.lang,
          ...(type ? { 'Content-Type': type } : {}),
          ...await token(fresh),
        },
        body,
      });
      if (answer.status !== 403 || fresh) {
        return answer;
      }
    }
    return null;
  }

  function put(entry) {
    if (entry.body) {
      return ask('PUT', `${entry.what}/${entry.id}`, JSON.stringify({ ...entry.body, madeAt: entry.madeAt }), 'application/json');
    }
    const form = new FormData();
    Object.entries({ ...entry.fields, madeAt: entry.madeAt }).forEach(([key, value]) => form.append(key, value));
    if (entry.file) {
      form.append('file', entry.file, entry.file.name);
    }
    return ask('PUT', `${entry.what}/${entry.id}`, form);
  }

  /** @return whether it goes on with the next */
  async function send(entry) {
    turn(entry, 'sending');
    let answer;
    try {
      answer = await put(entry);
    } catch {
      reachable = false;
      turn(entry, 'kept');
      return false;
    }
    reachable = true;
    signedOut = answer.status === 401 || answer.redirected;
    if (answer.ok && !signedOut) {
      turn(entry, 'sent');
      await keep(entry);
      return true;
    }
    if (signedOut || answer.status >= 500 || [408, 425, 429].includes(answer.status)) {
      turn(entry, 'kept');
      return false;
    }
    const told = await answer.json().catch(() => null);
    turn(entry, 'refused', [told?.detail ?? failed, ...(told?.errors ?? []).map((error) => error.message)]
      .filter((line, at, all) => all.indexOf(line) === at).join(' '));
    await keep(entry);
    return true;
  }

  async function run() {
    clearTimeout(retry);
    if (running) {
      return;
    }
    running = true;
    let sent = false;
    try {
      for (let next = waiting(); next; next = waiting()) {
        if (!await send(next)) {
          break;
        }
        sent = true;
      }
    } finally {
      running = false;
      tell();
    }
    if (waiting()) {
      retry = setTimeout(run, RETRY);
    } else if (sent && reachable) {
      // the page as it is now is the one that is shown without a network
      fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
    }
  }
  const waiting = () => entries.find((entry) => entry.state === 'kept');

  addEventListener('online', () => {
    reachable = true;
    tell();
    run();
  });
  addEventListener('offline', () => {
    reachable = false;
    tell();
  });

  return {
    /** Shows what is left of before, and sends it; what was sent is in the page itself, unless it is an old one. */
    async begin() {
      for (const entry of entries) {
        if (entry.state === 'sent' && navigator.onLine) {
          await done(store('entries').delete(entry.id));
        } else {
          show(entry);
        }
      }
      tell();
      run();
    },
    /** Keeps what was taken down, then sends it. */
    async add(what, title, { body, fields, file }) {
      const entry = {
        id: newName(), of: name, seq: Date.now() + entries.length / 1000, what, title, body, fields, file,
        madeAt: new Date().toISOString(), state: 'kept', message: '',
      };
      await keep(entry);
      entries = [...entries, entry];
      show(entry);
      tell();
      run();
    },
    async forget(id) {
      await done(store('entries').delete(id));
    },
    post: (path, body) => ask('POST', path, JSON.stringify(body), 'application/json').catch(() => null),
    draft: (of) => done(store('drafts', 'readonly').get(`${name}/${of}`)),
    keepDraft: (of, values) => done(store('drafts').put(values, `${name}/${of}`)),
    dropDraft: (of) => done(store('drafts').delete(`${name}/${of}`)),
  };
}
