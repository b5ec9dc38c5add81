// After a row was added or moved the page comes back from the server: the eye goes on where it was.
const form = document.querySelector('form[data-focus]');
if (form?.dataset.focus) {
  const row = document.getElementById(form.dataset.focus);
  row?.scrollIntoView({ block: 'center' });
  row?.querySelector('input:not([type=hidden]), select, textarea')?.focus({ preventScroll: true });
}
