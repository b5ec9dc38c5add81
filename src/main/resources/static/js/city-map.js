// The map of the regions, without anything from outside: outlines as the installation has them, and points that bear shape
// and colour by level. What it shows stands on its page in words, too.

export const COLOURS = { 1: '#d13438', 2: '#f08c00', 3: '#f2c200', 4: '#2f7de1', 0: '#3a9d63', [-1]: '#8b95a1' };
const SHAPES = { 1: 'rect', 2: 'triangle', 3: 'diamond', 4: 'pin', 0: 'circle', [-1]: 'emptyCircle' };
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
const drawn = [];

export const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

export const json = async (address) => {
  const answer = await fetch(address, { headers: { Accept: 'application/json' } });
  if (!answer.ok || answer.redirected) {
    throw new Error(`${address}: ${answer.status}`);
  }
  return answer.json();
};

export function canvas(element) {
  const chart = echarts.getInstanceByDom(element) ?? echarts.init(element, null, { renderer: 'svg' });
  if (!drawn.includes(chart)) {
    drawn.push(chart);
  }
  return chart;
}

addEventListener('resize', () => drawn.forEach((chart) => chart.resize()));

function series(points) {
  const placed = points.filter(({ longitude }) => longitude !== null);
  const as = (some, type) => ({
    type, coordinateSystem: 'geo', rippleEffect: { scale: 2.5, brushType: 'stroke' }, animation: false,
    data: some.map((point) => ({
      name: point.code, value: [point.longitude, point.latitude], point,
      symbol: point.shape ?? SHAPES[point.level], symbolSize: point.size ?? (point.level > 0 ? 15 : 10),
      itemStyle: { color: point.colour ?? COLOURS[point.level], borderColor: '#fff', borderWidth: 1 },
    })),
  });
  return [
    as(placed.filter(({ level }) => level <= 0 || level > 2), 'scatter'),
    as(placed.filter(({ level }) => level === 1 || level === 2), still ? 'scatter' : 'effectScatter'),
  ];
}

/**
 * Draws the map that stands at place.dataset.map. told: of a point in HTML that was escaped; chosen: with the point that was
 * clicked. Answers what shows other points, and marks regions by their names.
 */
export async function cityMap(place, { told, chosen }) {
  echarts.registerMap('city', await json(place.dataset.map));
  const map = canvas(place);
  map.setOption({
    tooltip: { confine: true, formatter: ({ data }) => (data?.point ? told(data.point) : '') },
    geo: {
      map: 'city', roam: true, scaleLimit: { min: 1, max: 12 }, top: 12, bottom: 12, left: 12, right: 12, animation: false,
      label: { show: true, color: '#5b6775', fontSize: 12 },
      itemStyle: { areaColor: '#eef2f7', borderColor: '#b3bfcc', borderWidth: 1.2 },
      emphasis: { label: { color: '#1d2733' }, itemStyle: { areaColor: '#e3eaf3' } },
      tooltip: { show: false },
    },
  });
  map.on('click', ({ data }) => {
    if (data?.point) {
      chosen(data.point);
    }
  });
  return {
    show(points, areas = []) {
      map.setOption({
        geo: { regions: areas.map(({ name, colour }) => ({ name, itemStyle: { areaColor: colour } })) },
        series: series(points),
      });
      place.dataset.drawn = 'true';
    },
  };
}
