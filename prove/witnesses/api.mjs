import { json, listen } from './http.mjs';
import { onOpen, serveParent, write } from './witness.mjs';

/**
 * The Reports API with figures of its own: every UTC hour has as many conversations as its number says, and nobody talks to the story
 * `SILENT` from `SILENT_FROM` (a UTC day) to `SILENT_TO` on. Stage: `report`.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { SILENT = '', SILENT_FROM = '', SILENT_TO = '' } = process.env;
onOpen(() => write({ event: 'silent', story: SILENT, from: SILENT_FROM, to: SILENT_TO }));

/** @param {number} at @param {string} story */
function inHour(at, story) {
  const day = new Date(at).toISOString().slice(0, 10);
  if (story === SILENT && day >= SILENT_FROM && day <= SILENT_TO) return 0;
  return 2 + ((at / HOUR) % 5);
}

/** @param {URLSearchParams} query */
function series(query) {
  const step = query.get('dimension') === 'hour' ? HOUR : DAY;
  const from = Date.parse(query.get('from') ?? '');
  const to = Date.parse(query.get('to') ?? '');
  const data = [];
  for (let at = Math.floor(from / step) * step; at <= to; at += step) {
    let value = 0;
    for (let hour = at; hour < at + step; hour += HOUR) value += inHour(hour, query.get('storyId') ?? '');
    data.push({ date: new Date(at).toISOString(), value });
  }
  const total = data.reduce((sum, { value }) => sum + value, 0);
  const values = data.map(({ value }) => value);
  return {
    data,
    summary: {
      total,
      min: Math.min(...values),
      max: Math.max(...values),
      avg: total / Math.max(1, data.length),
    },
  };
}

const url = await listen(
  () => 'report',
  ({ path, query }) => {
    const report = path.split('/').at(-1) ?? '';
    const [story, from, to] = ['storyId', 'from', 'to'].map((name) => query.get(name));
    write({ event: 'asked', report, story, from, to });
    if (report === 'conversations.interactions' || report === 'conversations.heatmap') return { status: 404 };
    return json(series(query));
  },
);
serveParent({ url });
