// The page of a heat map: draws the maps beside each other, and changes what they show without a new page. What they say
// stands in the tables below as well.

const page = document.getElementById('heat');
const { loaded, show, drawHeat, most, zoomable } = await import(page.dataset.drawing);
const words = { ...page.dataset };
const choices = [...document.querySelectorAll('[name=measure]')];
const drawn = [];

const chosen = () => choices.find((choice) => choice.checked)?.value ?? 'spent';

function draw() {
  const measure = chosen();
  const limit = most(drawn.map(({ map }) => map), measure);
  drawn.forEach(({ viewer, map }) => drawHeat(viewer, map, measure, words, limit));
  for (const cell of document.querySelectorAll('[data-measure]')) {
    cell.classList.toggle('sv-shown', cell.dataset.measure === measure);
  }
}

async function answer(address) {
  const response = await fetch(address, { headers: { Accept: 'application/json' } });
  if (!response.ok || response.redirected) {
    throw new Error(`${address}: ${response.status}`);
  }
  return response.json();
}

async function prepare(canvas) {
  try {
    const [map, model] = await Promise.all([answer(canvas.dataset.heat), answer(canvas.dataset.model)]);
    const viewer = await show(BpmnJS, canvas, model.bpmnXml);
    zoomable(viewer, canvas.parentElement);
    drawn.push({ viewer, map });
  } catch {
    const told = Object.assign(document.createElement('div'), { className: 'xb-flash bad', textContent: page.dataset.failed });
    told.setAttribute('role', 'alert');
    canvas.replaceChildren(told);
  }
  canvas.removeAttribute('aria-busy');
}

const canvases = [...page.querySelectorAll('.sv-diagram')];
if (canvases.length > 0) {
  await loaded(page.dataset.viewer);
  await Promise.all(canvases.map(prepare));
  draw();
  choices.forEach((choice) => choice.addEventListener('change', () => {
    draw();
    const here = new URL(location.href);
    here.searchParams.set('measure', chosen());
    history.replaceState(null, '', here);
  }));
}
