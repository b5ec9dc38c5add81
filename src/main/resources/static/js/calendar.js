// Days are marked on the calendar by click or key; what counts is the text below, which is all there is without scripts.
const form = document.querySelector('form[data-calendar]');
if (form) {
  const text = form.querySelector('#text');
  const name = form.querySelector('#brush-name');
  const said = form.querySelector('[data-said]');
  const days = [...form.querySelectorAll('button[data-date]')];
  const byDate = new Map(days.map((day) => [day.dataset.date, day]));
  const brushes = new Map(
    [...form.querySelectorAll('[name=brush]')].map((brush) => {
      const label = brush.closest('label');
      const mark = label.querySelector('.day');
      return [brush.value, { brush, mark: mark.textContent, look: mark.className, words: label.textContent.replace(mark.textContent, '').trim() }];
    }),
  );

  // Lines that are no marked day, such as pasted JSON, stay as they are.
  const line = /^\s*(\d{4}-\d{2}-\d{2})\s*,\s*(\w+)\s*(?:,(.*))?$/;
  const read = () => {
    const marks = new Map();
    for (const each of text.value.split(/\r?\n/)) {
      const found = line.exec(each);
      if (found) marks.set(found[1], { kind: found[2].toUpperCase(), name: (found[3] ?? '').trim() });
    }
    return marks;
  };
  const draw = () => {
    const marks = read();
    for (const day of days) {
      const mark = marks.get(day.dataset.date);
      const brush = mark && brushes.get(mark.kind);
      day.className = brush ? brush.look : day.dataset.weekend === 'true' ? 'day weekend' : 'day';
      day.querySelector('i').textContent = brush ? brush.mark : '';
      day.setAttribute('aria-pressed', brush ? 'true' : 'false');
      day.setAttribute('aria-label', [day.dataset.long, brush?.words, mark?.name].filter(Boolean).join(' '));
    }
  };
  const toggle = (day) => {
    const date = day.dataset.date;
    const kind = form.querySelector('[name=brush]:checked').value;
    const mark = read().get(date);
    const others = text.value.split(/\r?\n/).filter((each) => each.trim() && line.exec(each)?.[1] !== date);
    const gone = mark && mark.kind === kind && (!name.value.trim() || mark.name === name.value.trim());
    if (!gone) others.push(`${date},${kind.toLowerCase()},${name.value.trim() || (mark?.name ?? '')}`);
    text.value = others.sort((one, other) => (line.test(one) && line.test(other) ? one.trim().localeCompare(other.trim()) : 0)).join('\n');
    draw();
    said.textContent = day.getAttribute('aria-label');
  };
  const goTo = (day) => {
    for (const each of days) each.tabIndex = -1;
    day.tabIndex = 0;
    day.focus();
  };
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  for (const day of days) {
    day.addEventListener('click', () => {
      goTo(day);
      toggle(day);
    });
    day.addEventListener('keydown', (event) => {
      const at = days.indexOf(day);
      let to;
      if (event.key in steps) to = days[at + steps[event.key]];
      else if (event.key === 'Home') to = days.find((each) => each.dataset.date.slice(0, 7) === day.dataset.date.slice(0, 7));
      else if (event.key === 'End') to = days.findLast((each) => each.dataset.date.slice(0, 7) === day.dataset.date.slice(0, 7));
      else if (event.key === 'PageDown') to = days[Math.min(at + 30, days.length - 1)];
      else if (event.key === 'PageUp') to = days[Math.max(at - 30, 0)];
      else return;
      event.preventDefault();
      if (to) goTo(to);
    });
  }
  text.addEventListener('input', draw);
  draw();
  (byDate.get([...read().keys()].find((date) => byDate.has(date))) ?? days[31]).tabIndex = 0;
  form.querySelector('.xb-brush').hidden = false;
}

// Files may be dropped anywhere on their panel; which were taken is said.
for (const zone of document.querySelectorAll('.xb-drop')) {
  const input = zone.querySelector('input[type=file]');
  const list = zone.querySelector('[data-dropped]');
  const tell = () => {
    list?.replaceChildren(
      ...[...input.files].map((file) => Object.assign(document.createElement('li'), { textContent: file.name })),
    );
  };
  input.addEventListener('change', tell);
  for (const name of ['dragenter', 'dragover']) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add('over');
    });
  }
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    const taken = new DataTransfer();
    for (const file of input.multiple ? [...input.files, ...event.dataTransfer.files] : [event.dataTransfer.files[0]]) {
      if (file) taken.items.add(file);
    }
    input.files = taken.files;
    tell();
  });
}
