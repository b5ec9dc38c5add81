// The city as it is: map and trends drawn, and what is new told by the server. The tables say the same without this.

import { COLOURS, canvas, cityMap, escaped, json } from './city-map.js';
import { live } from './live.js';

const ZONE = 'Asia/Shanghai';
const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE, month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});
const byLevel = new Map([...document.querySelectorAll('#levels li')].map((li) => [li.dataset.level, li.textContent]));
const page = document.querySelector('main.mn');

const stamp = (at) => {
  const parts = Object.fromEntries(clock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`;
};

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

async function drawMap() {
  const drawing = await cityMap(place, {
    told: (point) => `<b>${escaped(point.name)}</b><br>${escaped(point.value)} ${escaped(point.unit)} · ${byLevel.get(String(point.level))}`,
    chosen: (point) => {
      location.href = `${page.dataset.indicators}/${encodeURIComponent(point.code)}`;
    },
  });
  drawing.show(await json(page.dataset.state));
  map = drawing;
}

if (place) {
  drawMap().catch(() => {});
}

// ---- live

const lamp = document.querySelector('.mn-live');
const table = document.getElementById('states');

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
  map?.show(shown);
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

if (lamp) {
  live({ lamp, address: () => page.dataset.live, heard: { state: tell } });
}
