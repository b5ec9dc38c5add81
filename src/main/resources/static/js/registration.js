// Registering at the window: who applies goes along with the application form, and what the server finds wrong with
// either is said beside its field.

const page = document.getElementById('registration');
const agent = document.getElementById('agent');
const fields = [...page.querySelectorAll('[data-check]'), page.elements.externalRef, page.elements.consent];
const kind = () => new FormData(page).get('kind');

function say(field, message) {
  document.getElementById(`${field.name}-error`).textContent = message;
  field.classList.toggle('is-invalid', message !== '');
  field.setAttribute('aria-invalid', String(message !== ''));
}

const asked = new Map();

/** Asks the server about one field; an answer that comes after the field has changed is not looked at. */
async function check(field) {
  if (!field.dataset.check || field.value.trim() === '') {
    return;
  }
  const turn = (asked.get(field) ?? 0) + 1;
  asked.set(field, turn);
  const token = document.querySelector('meta[name="csrf-token"]');
  const answer = await fetch(field.dataset.check, {
    method: 'POST',
    headers: { [token.dataset.header]: token.content },
    body: new URLSearchParams({ field: field.name, value: field.value, kind: kind() }),
  }).catch(() => null);
  if (answer?.ok && !answer.redirected && asked.get(field) === turn) {
    say(field, await answer.text());
  }
}

for (const field of fields) {
  field.addEventListener('input', () => {
    asked.set(field, (asked.get(field) ?? 0) + 1);
    say(field, '');
  });
  field.addEventListener('change', () => check(field));
}
page.addEventListener('change', (event) => {
  if (event.target.name === 'kind') {
    check(page.elements['applicant.idNumber']);
  }
});
page.addEventListener('submit', (event) => event.preventDefault());

const party = (of) => ({
  name: page.elements[`${of}.name`].value,
  idNumber: page.elements[`${of}.idNumber`].value,
  phone: page.elements[`${of}.phone`].value,
});

document.addEventListener('xieban:submitting', (event) => {
  Object.assign(event.detail.body, {
    itemCode: page.dataset.item,
    applicant: { kind: kind(), ...party('applicant') },
    agent: agent.open ? party('agent') : null,
    externalRef: page.elements.externalRef.value || null,
    consent: page.elements.consent.value || null,
  });
});

document.addEventListener('xieban:refused', (event) => {
  let first = null;
  event.detail.errors = event.detail.errors.filter(({ field: name, message }) => {
    const field = fields.find((known) => known.name === name);
    if (!field) {
      return true;
    }
    if (name.startsWith('agent.')) {
      agent.open = true;
    }
    say(field, message);
    first ??= field;
    return false;
  });
  if (first) {
    event.preventDefault();
    first.focus();
  }
});

document.addEventListener('xieban:submitted', (event) => {
  event.preventDefault();
  location.assign(`${page.dataset.case}${event.detail.caseNo}/materials`);
});
