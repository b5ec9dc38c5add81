// Draws what the tables beside say. Without this, they still say it.

const colours = ['#9db8d9', '#1f5fae'];
const drawn = [];

for (const element of document.querySelectorAll('[data-bars]')) {
  const { names, series } = JSON.parse(element.dataset.bars);
  const across = element.dataset.across !== undefined;
  const words = { type: 'category', data: names, axisLabel: { color: '#5b6775', width: across ? 150 : undefined, overflow: 'truncate' }, inverse: across };
  const numbers = { type: 'value', minInterval: 1, axisLabel: { color: '#5b6775' }, splitLine: { lineStyle: { color: '#eef0f3' } } };
  const chart = echarts.init(element, null, { renderer: 'svg' });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    color: Object.keys(series).length > 1 ? colours : colours.slice(1),
    grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
    legend: { show: Object.keys(series).length > 1, top: 0, left: 0, textStyle: { color: '#1d2733' } },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, renderMode: 'richText' },
    xAxis: across ? numbers : words,
    yAxis: across ? words : numbers,
    series: Object.entries(series).map(([name, data]) => ({ name, type: 'bar', data, barMaxWidth: 22, label: { show: names.length <= 12, position: across ? 'right' : 'top', color: '#1d2733' } })),
  });
  element.dataset.drawn = String(names.length);
  drawn.push(chart);
}

addEventListener('resize', () => drawn.forEach((chart) => chart.resize()));
