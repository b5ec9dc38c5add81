// A table that is too large for a form is sent as it is; smaller ones go the ordinary way.

const form = document.getElementById('import');
const progress = document.getElementById('progress');
const LARGE = 20_000_000;
const TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

form.addEventListener('submit', async (event) => {
  const [file] = form.elements.file.files;
  const type = TYPES[file?.name.toLowerCase().split('.').pop()];
  if (!type || file.size <= LARGE) {
    return;
  }
  event.preventDefault();
  const token = document.querySelector('meta[name="csrf-token"]');
  const say = (text) => {
    progress.hidden = false;
    progress.textContent = text;
  };
  say(progress.dataset.sending);
  form.querySelector('button').disabled = true;
  try {
    const answer = await fetch(`${form.dataset.large}?${new URLSearchParams({ name: file.name })}`, {
      method: 'POST',
      headers: { 'Content-Type': type, Accept: 'application/json, application/problem+json', [token.dataset.header]: token.content },
      body: file,
    });
    const said = await answer.json();
    if (answer.ok) {
      location.assign(said.href);
      return;
    }
    say(said.detail ?? said.title ?? progress.dataset.failed);
  } catch {
    say(progress.dataset.failed);
  }
  form.querySelector('button').disabled = false;
});
