import { pathToFileURL } from 'node:url';
import { escaped } from './escaped.mjs';
import { slackChart } from './slack-chart.mjs';

const FONTS = pathToFileURL(
  new URL('../../node_modules/@expo-google-fonts/inter/', import.meta.url).pathname,
).href;
const font = (weight, folder) =>
  `@font-face { font-family: Inter; font-weight: ${weight}; src: url("${FONTS}${folder}/Inter_${folder}.ttf"); }`;

const STYLE = `
${font(400, '400Regular')} ${font(600, '600SemiBold')}
body { margin: 0; padding: 24px; background: #fff; color: #1d1c1d; font: 15px/1.47 Inter, sans-serif; width: 680px; }
.message { display: grid; grid-template-columns: 36px 1fr; gap: 10px; }
.face { width: 36px; height: 36px; border-radius: 6px; background: #1f5fa8; color: #fff; font-weight: 600; display: grid; place-items: center; }
.who { font-weight: 600; } .app { font-size: 10px; background: #e8e8e8; color: #616061; border-radius: 2px; padding: 1px 3px; margin: 0 5px; }
.time, .context { color: #616061; font-size: 12px; } .time { font-weight: 400; }
h3 { font-size: 18px; margin: 8px 0; } .context { display: flex; flex-wrap: wrap; gap: 4px 10px; margin: 8px 0; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px; margin: 8px 0; } .fields div { white-space: pre-wrap; }
.rich { margin: 8px 0; white-space: pre-wrap; } ul { margin: 0; padding-left: 22px; } figure { margin: 8px 0; }
figcaption { font-size: 13px; } figure img { display: block; width: 360px; border-radius: 8px; border: 1px solid #ddd; margin-top: 4px; }
table { border-collapse: collapse; font-size: 13px; margin: 8px 0; } caption { text-align: left; font-weight: 600; padding-bottom: 4px; }
th, td { border: 1px solid #ddd; padding: 4px 8px; text-align: left; } th { background: #f8f8f8; } .number { text-align: right; }
.thread { margin-top: 8px; font-size: 13px; color: #1264a3; font-weight: 600; }
.file { display: inline-block; border: 1px solid #ddd; border-radius: 8px; padding: 8px 12px; margin: 6px 8px 0 0; color: #1d1c1d; font-weight: 400; }
.note { margin-top: 20px; font-size: 12px; color: #616061; border-top: 1px solid #eee; padding-top: 8px; }
`;

/** A Slack message as a web page that lays out blocks as Slack does; pictures come from `charts/`. */
export function slackPage({ blocks }, { digest, attached }) {
  const [, time = ''] = /(\d\d:\d\d)$/.exec(digest.slot.text) ?? [];
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>
<div class="message"><div class="face">b</div><div>
<span class="who">botdigest</span><span class="app">APP</span><span class="time">${escaped(time)}</span>
${blocks.map(drawn).join('\n')}
${attached.length === 0 ? '' : thread(attached)}
</div></div><div class="note">Drawn by the gallery’s own script from the message’s blocks; not a picture of Slack.</div>`;
}

function thread(attached) {
  const files = attached.map((name) => `<span class="file">${escaped(name)}</span>`).join('');
  return `<div class="thread">${attached.length} replies<br>${files}</div>`;
}

function drawn(block) {
  switch (block.type) {
    case 'header':
      return `<h3>${escaped(block.text.text)}</h3>`;
    case 'context':
      return `<div class="context">${block.elements.map(({ text }) => `<span>${escaped(text)}</span>`).join('')}</div>`;
    case 'section':
      return block.fields
        ? `<div class="fields">${block.fields.map(({ text }) => `<div>${markup(text)}</div>`).join('')}</div>`
        : `<div class="rich">${escaped(block.text.text)}</div>`;
    case 'rich_text':
      return `<div class="rich">${block.elements.map(rich).join('')}</div>`;
    case 'image':
      return `<figure><figcaption>${escaped(block.title.text)}</figcaption><img alt="${escaped(block.alt_text)}" src="charts/${block.slack_file.id.split('@')[0]}.png"></figure>`;
    case 'data_visualization':
      return slackChart(block);
    case 'data_table':
      return table(block);
    default:
      throw new Error(`The gallery cannot draw a block of the type ${block.type}.`);
  }
}

/** The first page of it. */
function table({ caption, page_size: size, rows: [heading, ...rows] }) {
  const line = (cells, tag) =>
    `<tr>${cells.map((cell) => `<${tag}${cell.type === 'raw_number' ? ' class="number"' : ''}>${cellOf(cell)}</${tag}>`).join('')}</tr>`;
  const body = rows.slice(0, size).map((row) => line(row, 'td'));
  return `<table><caption>${escaped(caption)}</caption>${line(heading, 'th')}${body.join('')}</table>`;
}

const cellOf = (cell) => (cell.type === 'rich_text' ? cell.elements.map(rich).join('') : escaped(cell.text));

function rich({ type, elements }) {
  if (type === 'rich_text_list') return `<ul>${elements.map((one) => `<li>${rich(one)}</li>`).join('')}</ul>`;
  return elements
    .map(({ text, style }) => (style?.bold ? `<b>${escaped(text)}</b>` : escaped(text)))
    .join('');
}

/** Slack's markup: our messages use bold only; entities are the same in HTML. */
const markup = (text) => text.replaceAll(/\*(.+?)\*/g, '<b>$1</b>');
