import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { callsOf, traced, whyNoStrace } from '../program/strace.mjs';
import { everyChannel } from '../scene/scenes.mjs';
import { killedLife, spread } from './case.mjs';

/** @type {readonly import('./case.mjs').StoreKind[]} */
const STORES = ['sqlite', 'postgres'];
/** How many calls of a name are tried at most. */
const OF_A_NAME = 110;

/** SIGKILL on entering a system call: what comes before it has happened, the call has not. @type {import('./case.mjs').Campaign} */
export const syscalls = {
  name: 'syscalls',
  title: 'SIGKILL at system calls',
  unable: whyNoStrace,
  async cases({ whole, some }) {
    const cases = [];
    for (const store of some(STORES)) {
      const base = { name: `calls-${store}`, scene: everyChannel, store };
      const calls = await whole(base, async (trial) => {
        const file = join(trial.folder, 'trace');
        await killedLife(trial, { wrap: traced({ file }) });
        return callsOf(readFileSync(file, 'utf8'));
      });
      for (const name of new Set(calls.map(({ call }) => call)))
        for (const kill of spread(
          calls.filter(({ call }) => call === name),
          OF_A_NAME,
          1,
        ))
          cases.push({
            ...base,
            name: `${store} ${kill.call} ${kill.nth}`,
            async play(/** @type {import('./case.mjs').Trial} */ trial) {
              const file = join(trial.folder, 'trace');
              await killedLife(trial, { wrap: traced({ file, kill }) });
              rmSync(file, { force: true });
            },
          });
    }
    return cases;
  },
};
