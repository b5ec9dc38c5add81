// Keeps the pages of visits readable without a network: what was last seen is shown where nothing can be fetched.
// Everything is asked of the network first, so that nobody reads an old page while there is a new one.

const KEPT = 'xieban-visits';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== location.origin || address.pathname.includes('/api/')) {
    return;
  }
  event.respondWith((async () => {
    const kept = await caches.open(KEPT);
    try {
      const answer = await fetch(request);
      // a page to sign in is none of a visit
      if (answer.ok && !answer.redirected) {
        await kept.put(request, answer.clone());
      }
      return answer;
    } catch (unreachable) {
      const last = await kept.match(request, { ignoreSearch: request.mode === 'navigate', ignoreVary: true });
      if (last) {
        return last;
      }
      throw unreachable;
    }
  })());
});

// whoever signs out leaves nothing behind
self.addEventListener('message', (event) => {
  if (event.data === 'forget') {
    event.waitUntil(caches.delete(KEPT));
  }
});
