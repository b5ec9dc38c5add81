// Camunda Forms in our pages: draws what engine/form.html describes, speaks the page's language, keeps what was entered
// until the server has taken it.

const DRAFT = 'xieban-draft:';

/** What form-js says in English, and the message that says it here; {0} and {1} take what stands in brackets. */
const FOUND = [
  [/^Field is required\.$/, 'form.required'],
  [/^Field must match pattern/, 'form.pattern'],
  [/^Field must have minimum value of (.*)\.$/, 'form.tooSmall'],
  [/^Field must have maximum value of (.*)\.$/, 'form.tooLarge'],
  [/^Field must have minimum length of (.*)\.$/, 'form.tooShort'],
  [/^Field must have maximum length of (.*)\.$/, 'form.tooLong'],
  [/^Field must be a valid +international phone number/, 'form.notAPhone'],
  [/^Field must be a valid email\.$/, 'form.notAnEmail'],
  [/^Value is not a number\.$/, 'form.notANumber'],
  [/^Value is expected to be an integer\.$/, 'form.notAnInteger'],
  [/^Value is expected to have at most (\d+) decimal/, 'form.tooManyDecimals'],
  [/nearest valid values are (\S+) and (\S+)\.$/, 'form.notAStep'],
];

/** Other English words of form-js, in texts, hints and names of buttons. */
const WORDS = [
  [/^Add new$/, 'add'],
  [/^Remove list item (\d+)$/, 'remove'],
  [/^Select$/, 'select'],
  [/^Search$/, 'search'],
  [/^No results$/, 'noResults'],
  [/^All values selected$/, 'allSelected'],
  [/^Nothing to show\.$/, 'nothing'],
  [/^Date and time must both be entered\.$/, 'dateAndTime'],
  [/^Increment$/, 'more'],
  [/^Decrement$/, 'less'],
  [/^Previous page$/, 'previous'],
  [/^Next page$/, 'next'],
];

/** Where an instance of a field stands in the data, as the server names it: persons[1].name */
const nameOf = (path) => path.reduce(
  (name, step) => (typeof step === 'number' ? `${name}[${step}]` : name ? `${name}.${step}` : step), '');

const filled = (text, values) => text.replace(/\{(\d)}/g, (place, index) => values[index] ?? place);

/** form-js's own rules and one more, told in the page's words; and what the server found, until the value changes. */
function validatorOf(texts, refused) {
  // the class is not exported: a form that is never shown lends it
  const spare = new FormViewer.Form();
  const Validator = spare.get('validator').constructor;
  spare.destroy();

  class SpokenValidator extends Validator {
    validateField(field, value) {
      return this.told(field, value, super.validateField(field, value));
    }

    validateFieldInstance(instance, value) {
      const field = this._formFieldRegistry.get(instance.id);
      const told = field ? this.told(field, value, super.validateFieldInstance(instance, value)) : [];
      const found = refused.get(nameOf(instance.valuePath));
      return found && found.value === JSON.stringify(value) ? [...new Set([...told, found.message])] : told;
    }

    told(field, value, messages) {
      if (field.validate?.required && typeof value === 'string' && value !== '' && value.trim() === '') {
        return [texts['form.required']];
      }
      return messages.map((message) => {
        const [pattern, code] = FOUND.find(([known]) => known.test(message)) ?? [];
        if (code === 'form.required' && field.type === 'checkbox') {
          return texts['form.mustBeChecked'];
        }
        if (code === 'form.pattern') {
          return filled(texts[code], [field.properties?.example ?? field.validate.pattern]);
        }
        return code ? filled(texts[code], message.match(pattern).slice(1)) : message;
      });
    }
  }
  SpokenValidator.$inject = Validator.$inject;
  return SpokenValidator;
}

/** Puts the words that form-js has no place to configure into the page's language, whenever it draws. */
function translate(container, texts) {
  const translated = (words) => {
    const [pattern, key] = WORDS.find(([known]) => known.test(words)) ?? [];
    return key && texts[key] ? filled(texts[key], words.match(pattern).slice(1)) : null;
  };
  const language = document.documentElement.lang;
  const named = (options, count, first) => Array.from(
    { length: count },
    (_, i) => new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(first(i)));
  const month = (i) => Date.UTC(2023, i, 1);
  const weekday = (i) => Date.UTC(2023, 0, 1 + i);
  const calendar = {
    weekdays: {
      shorthand: named({ weekday: 'narrow' }, 7, weekday),
      longhand: named({ weekday: 'long' }, 7, weekday),
    },
    months: {
      shorthand: named({ month: 'short' }, 12, month),
      longhand: named({ month: 'long' }, 12, month),
    },
    firstDayOfWeek: language.startsWith('zh') ? 1 : 0,
  };
  const run = () => {
    const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = translated(node.data.trim());
      if (words) {
        node.data = words;
      }
    }
    for (const attribute of ['aria-label', 'placeholder']) {
      for (const element of container.querySelectorAll(`[${attribute}]`)) {
        const words = translated(element.getAttribute(attribute));
        if (words) {
          element.setAttribute(attribute, words);
        }
      }
    }
    for (const input of container.querySelectorAll('input.flatpickr-input:not([data-spoken])')) {
      input.dataset.spoken = '';
      input._flatpickr?.set('locale', calendar);
    }
    // form-js names descriptions that it has not drawn
    for (const element of container.querySelectorAll('[aria-describedby]')) {
      const drawn = element.getAttribute('aria-describedby').split(' ').filter((id) => document.getElementById(id));
      if (drawn.length) {
        element.setAttribute('aria-describedby', drawn.join(' '));
      } else {
        element.removeAttribute('aria-describedby');
      }
    }
  };
  const watched = { childList: true, subtree: true, characterData: true, attributeFilter: ['aria-label', 'placeholder'] };
  const observer = new MutationObserver(() => {
    observer.disconnect();
    run();
    observer.observe(container, watched);
  });
  run();
  observer.observe(container, watched);
}

/** What was entered and not yet sent, kept in this tab only: people share the computers at the windows. */
function draftOf(name) {
  const key = DRAFT + name;
  return {
    read() {
      try {
        return JSON.parse(sessionStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(values) {
      try {
        sessionStorage.setItem(key, JSON.stringify(values));
      } catch {
        // a full or forbidden store costs the draft, not the form
      }
    },
    clear: () => sessionStorage.removeItem(key),
  };
}

const isBlank = (value) => value === null || value === undefined || value === '' || value === false
  || (typeof value === 'object' && Object.values(value).every(isBlank));

/** What is not as the form was opened; what form-js itself makes of nothing is nothing. */
const enteredIn = (values, first) => Object.fromEntries(Object.entries(values).filter(([name, value]) =>
  !(isBlank(value) && isBlank(first[name])) && JSON.stringify(value) !== JSON.stringify(first[name])));

const picked = (data, names) => Object.fromEntries(names.filter((name) => name in data).map((name) => [name, data[name]]));

/** Stays the same for the same content, so that a request that was sent twice is done once. */
function keyOf() {
  let last = { body: null, key: null };
  return (body) => {
    if (last.body !== body) {
      const random = crypto.getRandomValues(new Uint8Array(16));
      last = { body, key: Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('') };
    }
    return last.key;
  };
}

/** Offices say 14:30; form-js says so only where a field asks for it. */
function withOfficeHours(component) {
  if (component.type === 'datetime') {
    component.use24h = true;
  }
  component.components?.forEach(withOfficeHours);
}

/**
 * What is written often, at every field of several lines: the officer's own phrases and those that the form names
 * ({@code phrases}, parted by bars). Only where the page says where an officer's own are kept.
 */
function offerPhrases(canvas, schema, address, texts) {
  const named = new Map();
  const walk = (component) => {
    if (component.id) {
      named.set(component.id, component.properties?.phrases?.split('|').map((each) => each.trim()).filter(Boolean) ?? []);
    }
    component.components?.forEach(walk);
  };
  walk(schema);
  const idOf = (input) => [...named.keys()].find((id) => input.id.replace(/(_\d+)+$/, '').endsWith(`-${id}`));
  const made = (tag, properties, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };
  const post = (path, body) => {
    const token = document.querySelector('meta[name="csrf-token"]');
    return fetch(address + path, {
      method: 'POST', keepalive: true, headers: { Accept: 'application/json', [token.dataset.header]: token.content }, body,
    }).catch(() => null);
  };
  let own = null;
  const load = async () => {
    if (!own) {
      const answer = await fetch(`${address}/own`, { headers: { Accept: 'application/json' } }).catch(() => null);
      own = answer?.ok && !answer.redirected ? await answer.json() : null;
    }
    return own ?? [];
  };

  function offer(area) {
    const menu = made('div', { id: `${area.id}-phrases`, hidden: true });
    menu.setAttribute('role', 'menu');
    menu.setAttribute('aria-label', texts.phrases);
    const button = made('button', { type: 'button', textContent: texts.phrases });
    button.setAttribute('aria-haspopup', 'menu');
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-keyshortcuts', 'Alt+ArrowDown');
    const box = made('div', { className: 'xb-phrases' }, button, menu);

    const close = (focused) => {
      menu.hidden = true;
      button.setAttribute('aria-expanded', 'false');
      focused?.focus();
    };
    const item = (tag, text, chosen, properties = {}) => {
      const each = made(tag, { textContent: text, tabIndex: -1, ...(tag === 'button' ? { type: 'button' } : {}), ...properties });
      each.setAttribute('role', 'menuitem');
      if (chosen) {
        each.addEventListener('click', chosen);
      }
      return each;
    };
    const insert = (text, id) => {
      area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
      area.dispatchEvent(new Event('input', { bubbles: true }));
      close(area);
      if (id) {
        post(`/${id}/use`);
      }
    };
    const keep = async () => {
      const answer = await post('/own', new URLSearchParams({ text: area.value }));
      own = answer?.ok ? await answer.json() : own;
      button.textContent = answer?.ok ? texts['phrases.kept'] : (await answer?.json().catch(() => null))?.detail ?? texts.failed;
      close(area);
      setTimeout(() => { button.textContent = texts.phrases; }, 4000);
    };
    const separator = () => {
      const line = made('div', {});
      line.setAttribute('role', 'separator');
      return line;
    };
    const show = async () => {
      const mine = await load();
      const formsOwn = (named.get(idOf(area)) ?? []).filter((text) => !mine.some((phrase) => phrase.text === text));
      const written = area.value.trim();
      const offered = [
        ...mine.map(({ id, text }) => item('button', text, () => insert(text, id))),
        ...(mine.length && formsOwn.length ? [separator()] : []),
        ...formsOwn.map((text) => item('button', text, () => insert(text))),
      ];
      menu.replaceChildren(
        ...offered,
        ...(offered.length ? [separator()] : []),
        ...(written && !mine.some((phrase) => phrase.text === written)
          ? [item('button', texts['phrases.keep'], keep, { className: 'keep' })] : []),
        item('a', texts['phrases.manage'], null, { href: address, target: '_blank', rel: 'noopener', className: 'keep' }));
      menu.hidden = false;
      button.setAttribute('aria-expanded', 'true');
      menu.querySelector('[role=menuitem]').focus();
    };

    button.addEventListener('click', () => (menu.hidden ? show() : close(button)));
    area.addEventListener('keydown', (event) => {
      if (event.altKey && event.key === 'ArrowDown') {
        event.preventDefault();
        show();
      }
    });
    box.addEventListener('keydown', (event) => {
      const items = [...menu.querySelectorAll('[role=menuitem]')];
      const at = items.indexOf(document.activeElement);
      const to = {
        ArrowDown: items[(at + 1) % items.length], ArrowUp: items.at(at - 1), Home: items[0], End: items.at(-1),
      }[event.key];
      if (!menu.hidden && to) {
        event.preventDefault();
        to.focus();
      } else if (!menu.hidden && event.key === 'Escape') {
        event.stopPropagation();
        close(area);
      }
    });
    box.addEventListener('focusout', (event) => {
      if (event.relatedTarget && !box.contains(event.relatedTarget)) {
        close();
      }
    });
    document.addEventListener('pointerdown', (event) => {
      if (!menu.hidden && !box.contains(event.target)) {
        close();
      }
    });
    area.closest('.fjs-form-field').append(box);
  }

  // fields come and go with what is answered above them
  const run = () => {
    for (const area of canvas.querySelectorAll('textarea.fjs-textarea')) {
      const field = area.closest('.fjs-form-field');
      if (!area.disabled && !area.readOnly && field && !field.querySelector('.xb-phrases')) {
        offer(area);
      }
    }
  };
  run();
  new MutationObserver(run).observe(canvas, { childList: true, subtree: true });
}

async function open(root) {
  const texts = Object.fromEntries(
    Array.from(root.querySelector('template').content.children, (text) => [text.dataset.code, text.textContent]));
  const canvas = root.querySelector('.xb-task-form-canvas');
  const notice = root.querySelector('.xb-task-form-notice');
  const submit = root.querySelector('.xb-task-form-submit');

  const say = (kind, words, list = [], action = null) => {
    notice.className = `xb-task-form-notice xb-flash ${kind}`.trim();
    notice.replaceChildren(Object.assign(document.createElement('p'), { textContent: words }));
    if (list.length) {
      const items = document.createElement('ul');
      items.append(...list.map((item) => Object.assign(document.createElement('li'), { textContent: item })));
      notice.append(items);
    }
    if (action) {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-sm' });
      button.textContent = action.words;
      button.addEventListener('click', action.run);
      notice.append(button);
    }
    notice.hidden = false;
  };

  const answer = await fetch(root.dataset.source, { headers: { Accept: 'application/json' } }).catch(() => null);
  if (!answer?.ok || answer.redirected) {
    say('bad', texts.notLoaded, [], { words: texts.reload, run: () => location.reload() });
    return;
  }
  const { schema, data } = await answer.json();
  withOfficeHours(schema);
  const names = FormViewer.getSchemaVariables(schema, { inputs: false });
  const draft = draftOf(root.dataset.draft);
  const refused = new Map();
  const form = new FormViewer.Form({
    container: canvas,
    debounce: false,
    properties: { ariaLabel: root.getAttribute('aria-label') },
    additionalModules: [{ validator: ['type', validatorOf(texts, refused)] }],
  });

  // found out beside it: a form that is given a schema twice loses the dates of the second time
  const spare = new FormViewer.Form();
  await spare.importSchema(schema, data);
  const first = picked(spare._getState().data, names);
  spare.destroy();
  const entered = enteredIn(draft.read() ?? {}, first);
  const restored = Object.keys(entered).length > 0;
  await form.importSchema(schema, { ...data, ...entered });
  translate(canvas, texts);
  const kept = root.closest('[data-phrases]');
  if (kept) {
    offerPhrases(canvas, schema, kept.dataset.phrases, texts);
  }
  if (restored) {
    say('', texts.draftRestored, [], {
      words: texts.draftDiscard,
      run: () => {
        draft.clear();
        location.reload();
      },
    });
  }
  if (canvas.querySelector('button[type=submit]')) {
    submit.hidden = true;
  }
  root.removeAttribute('aria-busy');

  let sending = 'not';
  // what form-js computes and tidies by itself is no draft
  let touched = false;
  for (const kind of ['input', 'keydown', 'pointerdown']) {
    canvas.addEventListener(kind, () => { touched = true; }, { capture: true });
  }
  form.on('changed', ({ data: now }) => {
    if (touched && sending !== 'done') {
      const values = enteredIn(picked(now, names), first);
      if (Object.keys(values).length) {
        draft.write(values);
      } else {
        draft.clear();
      }
    }
  });

  const idempotencyKey = keyOf();
  const attention = () => {
    // after form-js has drawn its messages
    requestAnimationFrame(() => setTimeout(() => {
      const first = canvas.querySelector('.fjs-has-errors :is(input, textarea, select, [tabindex])');
      (first ?? notice).focus();
    }));
  };

  async function send(values) {
    const { envelope } = root.dataset;
    // a page may send more along than the form holds, and say itself what is wrong with that
    const announce = (kind, detail) =>
      root.dispatchEvent(new CustomEvent(`xieban:${kind}`, { bubbles: true, cancelable: true, detail }));
    const sent = { body: envelope ? { [envelope]: values } : values };
    announce('submitting', sent);
    const body = JSON.stringify(sent.body);
    const token = document.querySelector('meta[name="csrf-token"]');
    const headers = {
      Accept: 'application/json, application/problem+json',
      'Accept-Language': document.documentElement.lang,
      'Content-Type': 'application/json',
      'Idempotency-Key': idempotencyKey(body),
    };
    if (token) {
      headers[token.dataset.header] = token.content;
    }
    const reply = await fetch(root.dataset.submit, { method: 'POST', headers, body }).catch(() => null);
    if (!reply) {
      say('bad', texts.unreachable);
      return false;
    }
    if (reply.status === 401 || reply.redirected) {
      say('bad', texts.signedOut, [], { words: texts.signIn, run: () => location.reload() });
      return false;
    }
    const told = await reply.json().catch(() => ({}));
    if (reply.ok) {
      return told;
    }
    refused.clear();
    const shown = new Map(form.get('formFieldInstanceRegistry').getAllKeyed()
      .map((instance) => [nameOf(instance.valuePath), instance]));
    const elsewhere = [];
    const found = { errors: told.errors ?? [] };
    const saidByPage = !announce('refused', found);
    const own = (field) => (envelope && field.startsWith(`${envelope}.`) ? field.slice(envelope.length + 1) : field);
    const valueAt = (path) => path.reduce((object, step) => object?.[step], form._getState().data);
    for (const { field: named, message } of found.errors) {
      const field = own(named);
      if (shown.has(field)) {
        refused.set(field, { message, value: JSON.stringify(valueAt(shown.get(field).valuePath)) });
      } else {
        elsewhere.push(field ? `${field}: ${message}` : message);
      }
    }
    form.validate();
    // somebody else was faster, or the session that drew the page is over: a fresh page with the draft helps
    const outdated = reply.status === 403 || reply.status === 409;
    say('bad', outdated ? `${told.detail ?? ''} ${texts.kept}`.trim() : told.detail ?? texts.failed, elsewhere,
      outdated ? { words: texts.reload, run: () => location.reload() } : null);
    if (!saidByPage) {
      attention();
    }
    return false;
  }

  form.on('submit', async ({ data: values, errors }) => {
    if (sending !== 'not') {
      return;
    }
    if (Object.keys(errors).length) {
      say('bad', texts['form.invalid']);
      attention();
      return;
    }
    sending = 'sending';
    notice.hidden = true;
    submit.disabled = true;
    root.setAttribute('aria-busy', 'true');
    const told = await send(values);
    root.removeAttribute('aria-busy');
    submit.disabled = false;
    sending = told ? 'done' : 'not';
    if (told) {
      draft.clear();
      const further = root.dispatchEvent(
        new CustomEvent('xieban:submitted', { bubbles: true, cancelable: true, detail: told }));
      if (further && root.dataset.done) {
        location.assign(root.dataset.done);
      }
    }
  });

  const submitForm = () => {
    // what a field found out only when it is left
    document.activeElement?.blur();
    refused.clear();
    form.submit();
  };
  submit.addEventListener('click', submitForm);
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submitForm();
    }
  });
}

// Whoever signs out leaves nothing behind.
document.addEventListener('submit', (event) => {
  if (new URL(event.target.action, location.href).pathname.endsWith('/sign-out')) {
    Object.keys(sessionStorage).filter((key) => key.startsWith(DRAFT)).forEach((key) => sessionStorage.removeItem(key));
  }
});

for (const root of document.querySelectorAll('.xb-task-form')) {
  open(root);
}
