// A service with alerts, checked once a morning: node alerts.mjs <config> <alerts> <mornings>
// Each request brings the next morning, and is answered when all of them are checked.
import { createApp } from '../../src/app.js';
import { openConfig } from '../../src/configuration.js';
import { packageFile } from '../../src/lib/system/package-file.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { serveRequests, timedHere } from '../measure/serve-requests.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const [file, alerts, mornings] = process.argv.slice(2);
// The last morning is yesterday's: the sandbox has all of the day before it.
let morning = Math.floor(Date.now() / DAY) * DAY - Number(mornings) * DAY + 7 * HOUR;
/** How far the clock is ahead of the machine's, ms. */
let ahead = morning - HOUR - Date.now();
const now = () => Date.now() + ahead;
let woken = new AbortController();
/** Every sleep ends when the clock is set. */
const clock = {
  now,
  sleep: (ms, signal) =>
    systemClock
      .sleep(ms, signal ? AbortSignal.any([signal, woken.signal]) : woken.signal)
      .catch(() => signal?.throwIfAborted()),
};
const config = await openConfig(file, { env: {}, clock });
const app = createApp(config, { env: {}, clock, renderThread: packageFile('dist/render-thread.js') });
let checked = {};
let left = 0;
let begin = () => {};
let finish = () => {};
await app.start((event) => {
  if (event.kind === 'begun') begin();
  if (event.kind !== 'left') return;
  const { state } = event.outcome;
  checked[state] = (checked[state] ?? 0) + 1;
  left -= 1;
  if (left === 0) finish();
});
serveRequests('ready', async () => {
  [left, checked] = [Number(alerts), {}];
  const begun = new Promise((resolve) => {
    begin = resolve;
  });
  const done = new Promise((resolve) => {
    finish = resolve;
  });
  ahead = morning + 1_000 - Date.now();
  morning += DAY;
  const slept = woken;
  woken = new AbortController();
  slept.abort();
  // It looks at the clock once a minute.
  await begun;
  const times = await timedHere(() => done);
  return { ...times, checked };
});
