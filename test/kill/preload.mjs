// Loaded into the program before it starts: follows its traces, and ends it at one of them, by number or by name: the second of that is `name#2`.
import { subscribe } from 'node:diagnostics_channel';
import { openSync, writeFileSync, writeSync } from 'node:fs';

const { TRACE_FILE, END_AT, END_ON, END_WITH, THROW, CLOCK_FORWARD, CLOCK_ON_SIGUSR2, END_THREAD } =
  process.env;

let forward = Number(CLOCK_FORWARD ?? 0);
const now = Date.now;
Date.now = () => now() + forward;
// Time passes for whoever waits for a signal.
if (CLOCK_ON_SIGUSR2) process.on('SIGUSR2', () => (forward += Number(CLOCK_ON_SIGUSR2)));

// The first thread of it breaks down as soon as it is there.
if (END_THREAD) process.once('worker', (worker) => worker.once('online', () => worker.terminate()));

// Opened once: the program may run out of file handles.
const trace = openSync(TRACE_FILE, 'a');
let passed = 0;
const times = new Map();
function pass(channel, { name, phase }) {
  const point = `${channel}:${name}:${phase}`;
  passed += 1;
  times.set(point, (times.get(point) ?? 0) + 1);
  try {
    writeSync(trace, `${point}\n`);
  } catch {
    // Its disk may be full on purpose.
  }
  const [named, which = 1] = END_ON?.split('#') ?? [];
  if (passed !== Number(END_AT) && !(point === named && times.get(point) === Number(which))) return;
  writeFileSync(`${TRACE_FILE}.signal`, '');
  // Of a listener, this surfaces where nobody catches it.
  if (THROW) throw new Error(THROW);
  process.kill(process.pid, END_WITH);
  // Nothing more happens in this process, not even while the signal is on its way.
  if (END_WITH === 'SIGKILL') for (;;);
}

subscribe('botdigest:ledger', (message) => pass('ledger', message));
subscribe('botdigest:run', (message) => pass('run', message));
subscribe('botdigest:s3', (message) => pass('s3', message));
subscribe('botdigest:smtp', (message) => pass('smtp', message));
