// The city as it is: map and trends drawn, and what is new told by the server. The tables say the same without this.

const COLOURS = { 1: '#d13438', 2: '#f08c00', 3: '#f2c200', 4: '#2f7de1', 0: '#3a9d63', [-1]: '#8b95a1' };
const SHAPES = { 1: 'rect', 2: 'triangle', 3: 'diamond', 4: 'pin', 0: 'circle', [-1]: 'emptyCircle' };
const ZONE = 'Asia/Shanghai';
const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE, month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});
const byLevel = new Map([...document.querySelectorAll('#levels li')].map((li) => [li.dataset.level, li.textContent]));
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
const page = document.querySelector('main.mn');
const drawn = [];

const stamp = (at) => {
  const parts = Object.fromEntries(clock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`;
};

const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

const json = async (address) => {
  const answer = await fetch(address, { headers: { Accept: 'application/json' } });
  if (!answer.ok || answer.redirected) {
    throw new Error(`${address}: ${answer.status}`);
  }
  return answer.json();
};

function canvas(element) {
  const chart = echarts.getInstanceByDom(element) ?? echarts.init(element, null, { renderer: 'svg' });
  if (!drawn.includes(chart)) {
    drawn.push(chart);
  }
  return chart;
}

addEventListener('resize', () => drawn.forEach((chart) => chart.resize()));

// ---- trends

async function trend(element, days) {
  const address = new URL(element.dataset.history, location.href);
  if (days) {
    address.searchParams.set('days', days);
  }
  const { name, unit, points, lines } = await json(address);
  const small = element.classList.contains('small');
  if (!points.length && element.dataset.empty) {
    echarts.getInstanceByDom(element)?.clear();
    element.dataset.drawn = '0';
    canvas(element).setOption({
      title: { text: element.dataset.empty, left: 'center', top: 'middle', textStyle: { fontSize: 14, fontWeight: 'normal', color: '#5b6775' } },
    }, true);
    return;
  }
  const all = points.flatMap(([, , least, greatest]) => [least, greatest]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const near = lines.filter(({ value }) => !all.length || Math.abs(value - (low + high) / 2) <= Math.max(high - low, Math.abs(high) * 0.25, 1) * 2);
  const bounds = [...all, ...near.map(({ value }) => value)];
  const room = (Math.max(...bounds) - Math.min(...bounds) || 1) * 0.08;
  canvas(element).setOption({
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    grid: small ? { left: 44, right: 8, top: 10, bottom: 22 } : { left: 56, right: 92, top: 30, bottom: 32 },
    tooltip: {
      confine: true,
      trigger: 'axis',
      renderMode: 'richText',
      formatter: ([{ data }]) => `${stamp(data[0])}\n${name} ${Number(data[1].toFixed(3))} ${unit}`
        + (data[2] === data[3] ? '' : `\n${data[2]} – ${data[3]}`),
    },
    xAxis: {
      type: 'time',
      splitNumber: small ? 3 : 8,
      axisLabel: { hideOverlap: true, color: '#5b6775', formatter: (at) => stamp(at).slice(days > 2 ? 0 : 6, days > 2 ? 5 : undefined) },
    },
    yAxis: {
      type: 'value', name: small ? '' : unit, scale: true, splitNumber: small ? 2 : 5,
      min: Number((Math.min(...bounds) - room).toFixed(3)), max: Number((Math.max(...bounds) + room).toFixed(3)),
      axisLabel: { color: '#5b6775', formatter: (value) => String(Number(value.toFixed(2))), showMinLabel: false, showMaxLabel: false },
      splitLine: { lineStyle: { color: '#eef0f3' } },
    },
    series: [{
      type: 'line', data: points, showSymbol: points.length < 2, lineStyle: { width: 2, color: '#1f5fae' }, itemStyle: { color: '#1f5fae' },
      sampling: 'lttb',
      markLine: {
        symbol: 'none', silent: true, animation: false,
        data: near.map(({ name: rule, level, value }) => ({
          yAxis: value,
          lineStyle: { color: COLOURS[level], type: 'dashed' },
          label: { show: !small, position: 'end', formatter: `${rule}\n${value}`, color: '#1d2733', fontSize: 11 },
        })),
      },
    }],
  }, true);
  element.dataset.drawn = String(points.length);
}

const charts = [...document.querySelectorAll('.mn-chart')];
const spans = document.querySelectorAll('.mn-span [data-days]');
let chosen = 1;
const draw = () => charts.forEach((element) => trend(element, chosen).catch(() => {}));
spans.forEach((button) => button.addEventListener('click', () => {
  chosen = Number(button.dataset.days);
  spans.forEach((each) => each.setAttribute('aria-pressed', String(each === button)));
  draw();
}));
if (charts.length) {
  draw();
}

// ---- the map

const place = document.getElementById('map');
let map = null;

function series(points) {
  const placed = points.filter(({ longitude }) => longitude !== null);
  const as = (some, type) => ({
    type, coordinateSystem: 'geo', rippleEffect: { scale: 2.5, brushType: 'stroke' }, animation: false,
    data: some.map((point) => ({
      name: point.code, value: [point.longitude, point.latitude], point,
      symbol: SHAPES[point.level], symbolSize: point.level > 0 ? 15 : 10,
      itemStyle: { color: COLOURS[point.level], borderColor: '#fff', borderWidth: 1 },
    })),
  });
  return [
    as(placed.filter(({ level }) => level <= 0 || level > 2), 'scatter'),
    as(placed.filter(({ level }) => level === 1 || level === 2), still ? 'scatter' : 'effectScatter'),
  ];
}

async function drawMap() {
  echarts.registerMap('city', await json(place.dataset.map));
  map = canvas(place);
  map.setOption({
    tooltip: {
      confine: true,
      formatter: ({ data }) => (data?.point
        ? `<b>${escaped(data.point.name)}</b><br>${escaped(data.point.value)} ${escaped(data.point.unit)} · ${byLevel.get(String(data.point.level))}`
        : ''),
    },
    geo: {
      map: 'city', roam: true, scaleLimit: { min: 1, max: 12 }, top: 12, bottom: 12, left: 12, right: 12, animation: false,
      label: { show: true, color: '#5b6775', fontSize: 12 },
      itemStyle: { areaColor: '#eef2f7', borderColor: '#b3bfcc', borderWidth: 1.2 },
      emphasis: { label: { color: '#1d2733' }, itemStyle: { areaColor: '#e3eaf3' } },
      tooltip: { show: false },
    },
    series: series(await json(page.dataset.state)),
  });
  map.on('click', ({ data }) => {
    if (data?.point) {
      location.href = `${page.dataset.indicators}/${encodeURIComponent(data.point.code)}`;
    }
  });
  place.dataset.drawn = 'true';
}

if (place) {
  drawMap().catch(() => {});
}

// ---- live

const lamp = document.querySelector('.mn-live');
const table = document.getElementById('states');
const unattended = 30 * 60_000;
let last = Date.now();
let stream = null;
for (const kind of ['pointerdown', 'keydown', 'scroll', 'pointermove']) {
  document.addEventListener(kind, () => { last = Date.now(); listen(); }, { passive: true });
}

function show(on) {
  lamp.hidden = false;
  lamp.classList.toggle('on', on);
  lamp.textContent = on ? lamp.dataset.on : lamp.dataset.off;
}

async function tell(points) {
  const rows = new Map([...table?.querySelectorAll('tr[data-code]') ?? []].map((row) => [row.dataset.code, row]));
  const shown = points.filter(({ code }) => rows.has(code));
  const counts = new Map();
  for (const point of shown) {
    const row = rows.get(point.code);
    const level = row.querySelector('.mn-level');
    level.dataset.level = point.level;
    level.textContent = byLevel.get(String(point.level));
    row.querySelector('[data-value]').textContent = point.value;
    row.querySelector('[data-at]').textContent = point.at ? stamp(point.at) : '—';
    document.querySelectorAll(`[data-trend="${CSS.escape(point.code)}"] [data-value]`).forEach((value) => {
      value.textContent = point.value;
    });
    counts.set(point.level, (counts.get(point.level) ?? 0) + 1);
  }
  document.querySelectorAll('[data-count]').forEach((count) => {
    count.textContent = counts.get(Number(count.dataset.count)) ?? 0;
  });
  map?.setOption({ series: series(shown) });
  draw();
  const panel = await fetch(page.dataset.panel).catch(() => null);
  if (panel?.ok && !panel.redirected) {
    const made = new DOMParser().parseFromString(await panel.text(), 'text/html').getElementById('alarms');
    const there = document.getElementById('alarms');
    if (made && !there.contains(document.activeElement)) {
      there.replaceWith(made);
    }
  }
}

function listen() {
  if (!lamp || stream || document.hidden || Date.now() - last > unattended) {
    return;
  }
  stream = new EventSource(page.dataset.live);
  stream.addEventListener('hello', () => show(true));
  stream.addEventListener('state', ({ data }) => tell(JSON.parse(data)));
  stream.addEventListener('error', () => {
    stream.close();
    stream = null;
    show(false);
    setTimeout(listen, 2_000);
  });
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    stream?.close();
    stream = null;
  } else {
    last = Date.now();
    listen();
  }
});
listen();
