// Pages of directives as they stand: when the server tells that something has changed, the page is asked for anew and its
// parts are put in place, except where somebody is typing or reading what he has opened.

import { live } from './live.js';

const page = document.querySelector('main[data-live]');
const clocks = 60_000;
let seen = page.dataset.seen;
let asked = false;
let again = false;

function busy(part) {
  return part.contains(document.activeElement)
    || part.querySelector('details[open]') !== null
    || [...part.querySelectorAll('textarea, input:not([type=hidden])')].some((field) => field.value !== field.defaultValue);
}

async function refresh() {
  if (asked) {
    again = true;
    return;
  }
  asked = true;
  try {
    const answer = await fetch(location.pathname + location.search, { credentials: 'same-origin' });
    if (answer.ok && !answer.redirected) {
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const part of page.querySelectorAll('[data-part]')) {
        const now = fresh.getElementById(part.id);
        if (now && !busy(part)) {
          part.replaceWith(document.adoptNode(now));
        }
      }
    }
  } catch {
    // away for a moment: it is told of again
  } finally {
    asked = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

live({
  lamp: page.querySelector('.mn-live'),
  address: () => `${page.dataset.live}?seen=${encodeURIComponent(seen)}`,
  heard: {
    changed: (what, event) => {
      seen = event.lastEventId;
      refresh();
    },
  },
});
// lamps change by the clock, too
setInterval(() => document.hidden || refresh(), clocks);
