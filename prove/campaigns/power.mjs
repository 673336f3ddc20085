import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Disk } from '../program/replay.mjs';
import { callsOf, traced, whyNoStrace } from '../program/strace.mjs';
import { everyChannel } from '../scene/scenes.mjs';
import { AFTER_KILL, spread } from './case.mjs';

/** Calls at which power is cut: writes and syncs of the store, and what tells others. */
const CALLS = ['pwrite64', 'fsync', 'writev', 'write', 'connect', 'rename'];
/** How many of a name are tried at most. */
const OF_A_NAME = 40;
/** What was written after its last sync: nothing of it lasts, or each write by chance. */
const LOSSES = /** @type {const} */ ([
  { names: 'eager', kept: 0 },
  { names: 'lazy', kept: 0 },
  { names: 'eager', kept: 0.5 },
  { names: 'lazy', kept: 0.5 },
]);

/** A kill that also takes from the store's folder and the exports what was not synced. @type {import('./case.mjs').Campaign} */
export const power = {
  name: 'power',
  title: 'Power loss: only what was synced survives',
  unable: whyNoStrace,
  async cases({ whole }) {
    const base = { name: 'power', scene: everyChannel, store: /** @type {const} */ ('sqlite') };
    const calls = await whole(base, async (trial) => {
      const file = join(trial.folder, 'trace');
      const life = trial.start({ wrap: traced({ file }) });
      await trial.rest(life);
      await trial.end(life);
      return callsOf(readFileSync(file, 'utf8'));
    });
    const kills = CALLS.flatMap((name) =>
      spread(
        calls.filter(({ call }) => call === name),
        OF_A_NAME,
        1,
      ),
    );
    return kills.map((kill, index) => {
      const loss = LOSSES[index % LOSSES.length] ?? LOSSES[0];
      const name = `${kill.call} ${kill.nth}, names ${loss.names}, ${loss.kept === 0 ? 'nothing' : 'some'} kept`;
      return {
        ...base,
        name,
        play: (/** @type {import('./case.mjs').Trial} */ trial) =>
          cutAt(trial, kill, { ...loss, seed: index + 1 }),
      };
    });
  },
};

/** @param {import('./case.mjs').Trial} trial @param {{ call: string, nth: number }} kill @param {{ names: 'eager' | 'lazy', kept: number, seed: number }} loss */
async function cutAt(trial, kill, { names, kept, seed }) {
  const file = join(trial.folder, 'trace');
  const disk = new Disk(trial.folder, ['store', 'exports']);
  const life = trial.start({ wrap: traced({ file, kill, data: true }) });
  await trial.rest(life);
  if (await trial.wasKilled(life)) {
    const random = randomOf(seed);
    disk.replay(readFileSync(file, 'utf8')).cut({ names, keep: () => random() < kept });
  } else await trial.end(life);
  rmSync(file, { force: true });
  trial.now += AFTER_KILL;
}

/** Numbers in [0, 1), the same for a seed (mulberry32). @param {number} seed */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
