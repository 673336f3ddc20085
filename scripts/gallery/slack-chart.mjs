import { escaped } from './escaped.mjs';

const WIDTH = 560;
const HEIGHT = 200;
const BASE = HEIGHT - 20;
const COLOURS = ['#1f6fb2', '#e8912d', '#2f9e6e', '#8d5fb3', '#c2413c', '#5b6675'];

/** A chart that Slack would draw itself, with its names and values; Slack chooses axes and colours, so these are the gallery's own. */
export function slackChart({ title, chart }) {
  const { series, axis_config: axis } = chart;
  const most = Math.max(1, ...series.flatMap(({ data }) => data.map(({ value }) => value)));
  const step = WIDTH / axis.categories.length;
  const height = (value) => (value / most) * (BASE - 20);
  const draw = chart.type === 'bar' ? bars : line;
  const drawn = series.map(({ data }, place) =>
    draw(data, { place, count: series.length, step, height, colour: COLOURS[place % COLOURS.length] }),
  );
  const labels = axis.categories.map(
    (label, place) =>
      `<text x="${step * (place + 0.5)}" y="${HEIGHT - 4}" text-anchor="middle">${escaped(label)}</text>`,
  );
  const legend = series.map(
    ({ name }, place) => `<span style="color: ${COLOURS[place % COLOURS.length]}">■</span> ${escaped(name)}`,
  );
  const unit = axis.y_label === undefined ? '' : ` (${escaped(axis.y_label)})`;
  return `<figure><figcaption><b>${escaped(title)}</b>${unit}</figcaption>
<svg width="${WIDTH}" height="${HEIGHT}" font-size="10" fill="#616061">${drawn.join('')}${labels.join('')}</svg>
<figcaption>${legend.join(' &nbsp; ')}</figcaption></figure>`;
}

function bars(data, { place, count, step, height, colour }) {
  const width = (step * 0.8) / count;
  return data
    .map(({ value }, index) => {
      const x = step * (index + 0.1) + width * place;
      const y = BASE - height(value);
      return `<rect x="${x}" y="${y}" width="${width}" height="${height(value)}" fill="${colour}"/><text x="${x + width / 2}" y="${y - 3}" text-anchor="middle">${value}</text>`;
    })
    .join('');
}

function line(data, { step, height, colour }) {
  const points = data.map(({ value }, index) => `${step * (index + 0.5)},${BASE - height(value)}`);
  const values = data.map(
    ({ value }, index) =>
      `<text x="${step * (index + 0.5)}" y="${BASE - height(value) - 6}" text-anchor="middle">${value}</text>`,
  );
  return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${values.join('')}`;
}
