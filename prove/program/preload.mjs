/**
 * Loaded into the program before it starts. `PROVE_AHEAD` sets its clock so many ms ahead, SIGUSR2 moves it by `PROVE_STEP` more, and
 * `PROVE_KILL_AT` kills it at the nth point that it passes on its diagnostics channels; `PROVE_POINTS` names the file that takes all of them.
 */
import { subscribe } from 'node:diagnostics_channel';
import { openSync, writeSync } from 'node:fs';

const { PROVE_AHEAD, PROVE_STEP, PROVE_KILL_AT, PROVE_POINTS } = process.env;

let ahead = Number(PROVE_AHEAD ?? 0);
const now = Date.now;
Date.now = () => now() + ahead;
if (PROVE_STEP) process.on('SIGUSR2', () => (ahead += Number(PROVE_STEP)));

if (PROVE_POINTS) {
  const file = openSync(PROVE_POINTS, 'a');
  let passed = 0;
  for (const channel of ['ledger', 'run', 's3', 'smtp'])
    subscribe(`botdigest:${channel}`, (message) => {
      const { name, phase } = /** @type {{ name: string, phase: string }} */ (message);
      passed += 1;
      writeSync(file, `${channel}:${name}:${phase}\n`);
      if (passed !== Number(PROVE_KILL_AT)) return;
      process.kill(process.pid, 'SIGKILL');
      // Nothing more happens in this process, not even while the signal is on its way.
      for (;;);
    });
}
