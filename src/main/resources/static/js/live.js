// A page that is told what is new (server-sent events): shows whether it is, asks again after an interruption, and lets go
// where nobody looks, so that no session is kept alive for ever.

const attention = ['pointerdown', 'keydown', 'scroll', 'pointermove'];
const soon = 1_000;
const later = 15_000;

/**
 * lamp: element with the texts data-on and data-off; address: of what to listen to, asked for anew each time;
 * heard: what to do by name of what is told; unattended: milliseconds after which nobody looks any more.
 */
export function live({ lamp, address, heard, unattended = 30 * 60_000 }) {
  let last = Date.now();
  let stream = null;
  let wait = soon;
  let again = null;

  function show(on) {
    lamp.hidden = false;
    lamp.classList.toggle('on', on);
    const text = on ? lamp.dataset.on : lamp.dataset.off;
    if (lamp.textContent !== text) {
      lamp.textContent = text;
    }
  }

  function stop() {
    clearTimeout(again);
    stream?.close();
    stream = null;
  }

  function listen() {
    if (stream || document.hidden || Date.now() - last > unattended) {
      return;
    }
    clearTimeout(again);
    stream = new EventSource(address());
    stream.addEventListener('hello', () => {
      wait = soon;
      show(true);
    });
    for (const [name, what] of Object.entries(heard)) {
      stream.addEventListener(name, (event) => what(JSON.parse(event.data), event));
    }
    stream.addEventListener('error', () => {
      stop();
      show(false);
      again = setTimeout(listen, wait);
      wait = Math.min(wait * 2, later);
    });
  }

  for (const kind of attention) {
    document.addEventListener(kind, () => {
      last = Date.now();
      listen();
    }, { passive: true });
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      stop();
    } else {
      last = Date.now();
      listen();
    }
  });
  addEventListener('online', () => {
    wait = soon;
    stop();
    listen();
  });
  addEventListener('offline', () => {
    stop();
    show(false);
  });
  addEventListener('pagehide', stop);
  listen();
}
