// Urging (催办): a note to whoever has a case and whoever leads it.

import { get, part, post } from './api.js';
import { element, failure, icon } from './elements.js';

const LONGEST = 500;

/** Asks for the note and sends it; what was refused is told where it was written. */
export function openUrge({ say, signal }, caseNo, title, done = () => {}) {
  const told = element('div', { 'aria-live': 'assertive' });
  const note = element('textarea', {
    class: 'form-control', id: 'xieban-note', rows: 4, maxlength: LONGEST, required: true, placeholder: say('cockpit.urge.example'),
  });
  const send = element('button', { type: 'submit', class: 'btn btn-primary' }, say('cockpit.urge.send'));
  const close = () => dialog.close();
  const form = element('form', { class: 'modal-content', method: 'dialog' },
    element('div', { class: 'modal-header' },
      element('h3', { class: 'modal-title', id: 'xieban-urging' }, say('cockpit.urge')),
      element('div', { class: 'text-muted' }, [title, caseNo].filter(Boolean).join(' · '))),
    element('div', { class: 'modal-body' },
      element('p', {}, say('cockpit.urge.hint')),
      element('label', { for: 'xieban-note' }, say('cockpit.urge.note')), note, told),
    element('div', { class: 'modal-footer' },
      element('button', { type: 'button', class: 'btn btn-link', onclick: close }, say('cockpit.cancel')), send));
  const dialog = element('dialog', { class: 'xieban-dialog', 'aria-labelledby': 'xieban-urging' }, form);

  const urge = async () => {
    send.disabled = true;
    try {
      await post(`/cases/${part(caseNo)}/urge`, signal, { note: note.value.trim() });
      form.replaceChildren(
        element('div', { class: 'modal-body' },
          element('div', { class: 'alert alert-success', role: 'status' }, icon('ok'), ' ', say('cockpit.urge.sent'))),
        element('div', { class: 'modal-footer' },
          element('button', { type: 'button', class: 'btn btn-primary', autofocus: true, onclick: close }, say('cockpit.close'))));
      done();
    } catch (reason) {
      told.replaceChildren(failure(say, reason, urge));
      send.disabled = false;
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!send.disabled && note.value.trim()) {
      urge();
    }
  });
  dialog.addEventListener('close', () => dialog.remove());
  signal.addEventListener('abort', () => dialog.remove(), { once: true });
  document.body.append(dialog);
  dialog.showModal();
  note.focus();
}

/** The action beside the diagram of a running instance. */
export function showAction(place, { processInstanceId }, tools) {
  const { say, signal } = tools;
  const button = element('button', {
    type: 'button',
    class: 'btn btn-default btn-toolbar xieban-urge',
    title: say('cockpit.urge'),
    'aria-label': say('cockpit.urge'),
    onclick: async () => {
      button.disabled = true;
      try {
        const { caseNo, title } = await get(`/supervision/instances/${part(processInstanceId)}`, signal);
        openUrge(tools, caseNo, title);
      } catch (reason) {
        if (!signal.aborted) {
          tellRefusal(tools, reason, () => button.click());
        }
      } finally {
        button.disabled = false;
      }
    },
  }, icon('bell'));
  place.replaceChildren(button);
}

function tellRefusal({ say, signal }, reason, again) {
  const dialog = element('dialog', { class: 'xieban-dialog', 'aria-label': say('cockpit.urge') },
    element('form', { class: 'modal-content', method: 'dialog' },
      element('div', { class: 'modal-body' }, failure(say, reason, () => {
        dialog.close();
        again();
      })),
      element('div', { class: 'modal-footer' },
        element('button', { type: 'submit', class: 'btn btn-primary', autofocus: true }, say('cockpit.close')))));
  dialog.addEventListener('close', () => dialog.remove());
  signal.addEventListener('abort', () => dialog.remove(), { once: true });
  document.body.append(dialog);
  dialog.showModal();
}
