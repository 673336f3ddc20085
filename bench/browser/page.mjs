import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { REPOSITORY } from '../measure/child.mjs';

const FONTS = { 400: '400Regular', 500: '500Medium', 600: '600SemiBold' };

const faces = Object.entries(FONTS).map(
  ([weight, name]) =>
    `@font-face { font-family: Inter; font-weight: ${weight}; src: url(/node_modules/@expo-google-fonts/inter/${name}/Inter_${name}.ttf) }`,
);

const escaped = (text) => String(text).replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const table = ({ columns, rows }) =>
  `<table><tr>${columns.map(({ label }) => `<th>${escaped(label)}</th>`).join('')}</tr>${rows
    .map((row) => `<tr>${row.map(({ text }) => `<td>${escaped(text)}</td>`).join('')}</tr>`)
    .join('')}</table>`;

/** A digest as a web page: text and tables as HTML, charts on canvases from the same chart configurations. */
function pageOf(digest, theme) {
  const sections = digest.sections.map(
    (section, index) =>
      `<section><h2>${escaped(section.title)}</h2>${
        section.kind === 'table'
          ? table(section)
          : `<div class="chart"><canvas id="c${index}"></canvas></div>`
      }</section>`,
  );
  const tiles = digest.tiles.map(({ label, text }) => `<div><b>${escaped(text)}</b> ${escaped(label)}</div>`);
  const callouts = digest.callouts.items.map(
    ({ lead, rest }) => `<li><b>${escaped(lead)}</b>${escaped(rest)}</li>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>${escaped(digest.title)}</title>
<style>${faces.join('\n')} body { font: 400 12px Inter } .chart { width: 536px } table { border-collapse: collapse } td, th { padding: 2px 8px }</style>
<h1>${escaped(digest.title)}</h1>${tiles.join('')}<ul>${callouts.join('')}</ul>${sections.join('')}
<script src="/node_modules/chart.js/dist/chart.umd.min.js"></script>
<script type="module">
import { chartFor } from '/built/bench/charts.js';
await Promise.all([400, 500, 600].map((weight) => document.fonts.load(weight + ' 12px Inter')));
const { sections, locale } = ${JSON.stringify({ sections: digest.sections, locale: digest.locale }).replaceAll('<', '\\u003c')};
const theme = ${JSON.stringify(theme)};
for (const [index, section] of sections.entries()) {
  const height = section.kind === 'heatmap' ? 24 + section.rows.length * 22 : section.kind === 'ranking' ? section.rows.length * 24 : 160;
  const configuration = section.kind === 'table' ? null : chartFor(section, { theme, locale, width: 536, height, textSize: 11 });
  const canvas = document.getElementById('c' + index);
  if (!configuration || !canvas) continue;
  Object.assign(canvas, { width: 536, height });
  new Chart(canvas, { ...configuration, options: { ...configuration.options, responsive: false, animation: false, devicePixelRatio: 2 } });
}
</script>`;
}

const TYPES = { js: 'text/javascript', ttf: 'font/ttf' };

/** Serves the page and its resources, cacheable. */
export async function servePage(digest, theme) {
  const page = pageOf(digest, theme);
  const server = createServer(({ url }, response) => {
    if (url === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    if (!/^\/(built|node_modules)\/[\w./@-]+$/.test(url) || url.includes('..'))
      return response.writeHead(404).end();
    const headers = { 'content-type': TYPES[url.split('.').at(-1)], 'cache-control': 'max-age=3600' };
    response.writeHead(200, headers).end(readFileSync(join(REPOSITORY, url)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
