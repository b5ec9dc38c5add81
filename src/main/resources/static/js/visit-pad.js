// Where somebody signs with his finger: opens, and answers what was written as a picture.

export function openPad(dialog) {
  const canvas = dialog.querySelector('canvas');
  const context = canvas.getContext('2d');
  const title = dialog.querySelector('h2');
  const words = title.textContent;
  let written = false;
  let last = null;

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
  };
  const clear = () => {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    written = false;
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!last) {
      return;
    }
    const now = at(event);
    Object.assign(context, { lineWidth: 4, lineCap: 'round', strokeStyle: '#1d2733' });
    context.beginPath();
    context.moveTo(...last);
    context.lineTo(...now);
    context.stroke();
    last = now;
    written = true;
  });
  for (const kind of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(kind, () => { last = null; });
  }

  return (name) => new Promise((resolve) => {
    title.textContent = `${words} · ${name}`;
    clear();
    dialog.showModal();
    const close = () => {
      dialog.onclick = null;
      dialog.onclose = null;
    };
    dialog.onclose = () => {
      close();
      resolve(null);
    };
    dialog.onclick = (event) => {
      const what = event.target.closest('button')?.dataset.do;
      if (what === 'clear') {
        clear();
      } else if (what === 'take' && written) {
        close();
        dialog.close();
        canvas.toBlob((picture) => resolve(new File([picture], 'signature.png', { type: 'image/png' })), 'image/png');
      }
    };
  });
}
