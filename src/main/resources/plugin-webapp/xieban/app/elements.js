// How the parts of the plugin are built: elements, and the states of what is asked of the server.

import { Refused } from './api.js';

/**
 * An element. Attributes that are null or false are left out, those that begin with `on` hear an event; whatever among
 * the children is no element is shown as text.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? '' : value);
    }
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const icon = (name) => element('span', { class: `glyphicon glyphicon-${name}`, 'aria-hidden': 'true' });

/** A lamp in colour and word. */
export const lamp = (say, name) =>
  element('span', { class: `xieban-lamp ${name.toLowerCase()}` }, say(`casefile.lamp.${name}`));

/** One of some fixed choices, chosen already where `chosen` is its value. */
export const options = (choices, chosen) =>
  choices.map(([value, text]) => element('option', { value, selected: value === chosen }, text));

/** A panel as the dashboards of Cockpit have them. */
export const panel = (title, ...content) =>
  element('section', { class: 'xieban-panel' },
    element('div', { class: 'inner' }, title && element('h2', { class: 'section-title' }, title), ...content));

/** Cockpit's own pages ask for its service of pages, which also learns the name of whoever is signed in. */
function entitle(title) {
  try {
    window.angular.element(document.documentElement).injector().get('page').titleSet(title);
  } catch {
    document.title = title;
  }
}

/** A page with the way that led to it. */
export function pageOf(say, trail, ...content) {
  const crumbs = [[say('cockpit.overview'), '#/'], [say('cockpit.navigation'), '#/xieban/overdue'], ...trail];
  entitle([...trail.map(([text]) => text).reverse(), say('cockpit.navigation')].join(' | '));
  return element('div', { class: 'ctn-view xieban-page' },
    element('nav', { class: 'breadcrumbs-panel xieban-crumbs', 'aria-label': say('cockpit.trail') },
      element('ul', { class: 'cam-breadcrumb' }, crumbs.map(([text, address], at) => {
        const last = at === crumbs.length - 1;
        return element('li', { class: last ? 'active' : null },
          at > 0 && element('span', { class: 'divider', 'aria-hidden': 'true' }, '»'),
          last ? element('span', { class: 'text' }, text) : element('a', { class: 'text', href: address }, text));
      }))),
    element('div', { class: 'xieban-content' }, content));
}

/** What was refused or went wrong, in words; with a way to ask again where that may help. */
export function failure(say, reason, again) {
  const refused = reason instanceof Refused ? reason : null;
  const text = {
    401: () => say('cockpit.signedOut'),
    403: () => say('cockpit.forbidden'),
  }[refused?.status]?.() ?? (refused?.detail || say(refused?.late ? 'cockpit.late' : 'cockpit.unavailable'));
  const final = [403, 404].includes(refused?.status);
  return element('div', { class: `alert alert-${final ? 'info' : 'danger'} xieban-state`, role: 'alert' }, text, ' ',
    !final && element('button', {
      type: 'button',
      class: 'btn btn-default btn-sm',
      onclick: refused?.status === 401 ? () => window.location.reload() : again,
    }, say(refused?.status === 401 ? 'cockpit.signIn' : 'cockpit.again')));
}

/** Place → what was asked for it last. */
const lastAsked = new WeakMap();

/**
 * Asks, and shows in a place first that it does, then what came, or why nothing came. What comes when something else has
 * been asked for the same place is not shown.
 */
export async function asked(place, { say, signal }, ask, draw) {
  const again = () => asked(place, { say, signal }, ask, draw);
  lastAsked.set(place, ask);
  const wanted = () => !signal.aborted && lastAsked.get(place) === ask;
  place.setAttribute('aria-busy', 'true');
  if (!place.hasChildNodes() || place.querySelector('.xieban-state')) {
    place.replaceChildren(element('p', { class: 'xieban-state text-muted', role: 'status' }, say('cockpit.asking')));
  }
  try {
    const answer = await ask();
    if (wanted()) {
      place.replaceChildren(...[draw(answer)].flat().filter(Boolean));
    }
  } catch (reason) {
    if (wanted()) {
      if (!(reason instanceof Refused)) {
        console.warn('xieban', reason);
      }
      place.replaceChildren(failure(say, reason, again));
    }
  } finally {
    if (lastAsked.get(place) === ask) {
      place.removeAttribute('aria-busy');
    }
  }
}
