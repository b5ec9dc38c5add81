// A table that is too large for a form is sent as it is; smaller ones, and workbooks, go the ordinary way.

const form = document.getElementById('import');
const progress = document.getElementById('progress');
const LARGE = 20_000_000;

form.addEventListener('submit', async (event) => {
  const [file] = form.elements.file.files;
  if (!file || file.size <= LARGE || !file.name.toLowerCase().endsWith('.csv')) {
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
      headers: { 'Content-Type': 'text/csv', Accept: 'application/json, application/problem+json', [token.dataset.header]: token.content },
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
