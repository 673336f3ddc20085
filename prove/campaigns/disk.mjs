import { spawnSync } from 'node:child_process';
import { everyChannel, readers } from '../scene/scenes.mjs';

/** How long nothing can be written, ms. */
const FULL_FOR = 2_000;

/** A limit on the size of files, which a write of one byte more than that meets as it meets a full disk. @param {number} pid @param {string} bytes */
const limit = (pid, bytes) => spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);

/** No file may grow from the moment at which so many messages are taken, for a while. @param {'smtp' | 'slack' | 's3'} witness @param {number} after */
const full = (witness, after) => async (/** @type {import('./case.mjs').Trial} */ trial) => {
  const life = trial.start();
  await trial.until(() =>
    after === 0
      ? life.lines.some(({ message = '' }) => / begins, /.test(message))
      : trial.taken(witness) >= after,
  );
  limit(life.pid, '1');
  await new Promise((resolve) => setTimeout(resolve, FULL_FOR));
  limit(life.pid, 'unlimited');
  await trial.rest(life);
  await trial.wasKilled(life);
  await trial.end(life);
};

/** @type {import('./case.mjs').Campaign} */
export const disk = {
  name: 'disk',
  title: 'A full disk',
  unable: () => (spawnSync('prlimit', ['--version']).status === 0 ? null : 'prlimit is not installed'),
  async cases() {
    const store = /** @type {const} */ ('sqlite');
    return [
      ...Array.from({ length: 12 }, (_, after) => ({
        name: `readers after ${after} mails`,
        scene: readers,
        store,
        play: full('smtp', after),
      })),
      .../** @type {const} */ (['smtp', 'slack', 's3']).flatMap((witness) =>
        [1, 2].map((after) => ({
          name: `every-channel after ${after} at ${witness}`,
          scene: everyChannel,
          store,
          play: full(witness, after),
        })),
      ),
    ];
  },
};
