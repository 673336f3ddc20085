// Digests that are all due at one instant, worked on by the service: node instant.mjs <folder> <api> <digests> [<entry of deliver>]
// Ends when all of them are done, and reports the time taken.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createApp } from '../../src/app.js';
import { openConfig } from '../../src/configuration.js';
import { openLedger } from '../../src/ledger/open.js';
import { packageFile } from '../../src/lib/system/package-file.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { dueNow, instantConfig } from '../scene/due.mjs';

const [parent, apiUrl, count, deliver] = process.argv.slice(2);
const folder = join(parent, `instant-${process.pid}`);
mkdirSync(folder);
const file = join(folder, 'config.yaml');
writeFileSync(
  file,
  instantConfig({ apiUrl, digests: Number(count), store: 'sqlite:./botdigest.db', deliver }),
);
const config = await openConfig(file, { env: {}, clock: systemClock });
const ledger = await openLedger(config.store);
await dueNow(ledger, config);
await ledger.close();

const app = createApp(config, {
  env: {},
  clock: systemClock,
  renderThread: packageFile('dist/render-thread.js'),
});
const delay = monitorEventLoopDelay({ resolution: 1 });
const [start, cpu] = [performance.now(), process.cpuUsage()];
/** Digests until all code is loaded and compiled. */
const WARM_UP = 10;
const states = {};
let atFirst = 0;
let left = Number(count);
let finish;
const done = new Promise((resolve) => {
  finish = resolve;
});
delay.enable();
const running = await app.start((event) => {
  if (event.kind !== 'left') return;
  const { state } = event.outcome;
  states[state] = (states[state] ?? 0) + 1;
  left -= 1;
  if (Number(count) - left === WARM_UP) {
    atFirst = delay.max / 1e6;
    delay.reset();
  }
  if (left === 0) finish();
});
await done;
delay.disable();
const { user, system } = process.cpuUsage(cpu);
process.send({
  wall: performance.now() - start,
  cpu: (user + system) / 1000,
  atFirst,
  longest: delay.max / 1e6,
  states,
});
await running.stop();
await app.stop();
process.disconnect();
