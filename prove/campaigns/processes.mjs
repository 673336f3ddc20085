import { many, readers } from '../scene/scenes.mjs';

/** @typedef {import('./case.mjs').Trial} Trial */

/** Longer than a lease. */
const STEP = 60_000;

/** So many processes on one store; one is killed once that many mails are taken, and the others take its runs over. @param {number} processes @param {number} after */
const shared = (processes, after) => async (/** @type {Trial} */ trial) => {
  const lives = Array.from({ length: processes }, () => trial.start({ env: { PROVE_STEP: String(STEP) } }));
  const [doomed, ...others] = lives;
  if (!doomed) return;
  await trial.until(() => trial.taken('smtp') >= after);
  await trial.end(doomed, 'SIGKILL');
  await trial.rest(others[0] ?? doomed);
  await trial.step(others, STEP);
  for (const life of others) await trial.rest(life);
  for (const life of others) await trial.end(life);
};

/** A process stands still in the middle of a run while another takes it over by its own clock, and then goes on as if nothing had been. @param {number} after */
const stalled = (after) => async (/** @type {Trial} */ trial) => {
  const first = trial.start();
  await trial.until(() => trial.taken('smtp') >= after);
  first.signal('SIGSTOP');
  trial.note({ event: 'cut' });
  const ahead = trial.now;
  trial.now += STEP;
  const second = trial.start();
  await trial.rest(second);
  // What it had begun to send may arrive only now.
  trial.note({ event: 'cut' });
  first.signal('SIGCONT');
  trial.now = ahead;
  await trial.until(
    () =>
      first.over() ||
      first.lines.some(({ message = '' }) => /another process has run|completed|partial/.test(message)),
    20_000,
  );
  trial.note({ event: 'cut' });
  await trial.end(first);
  await trial.end(second);
  trial.now += 2 * STEP;
};

const STORES = /** @type {const} */ (['sqlite', 'postgres']);

/** @type {import('./case.mjs').Campaign} */
export const processes = {
  name: 'processes',
  title: 'Two and four processes on one store',
  unable: () => null,
  async cases({ some }) {
    const of = some(STORES);
    const killed = of.flatMap((store) =>
      [2, 4].flatMap((count) =>
        Array.from({ length: 10 }, (_, index) => ({
          ...{ name: `${store} ${count} processes, one killed after ${index + 1} mails`, scene: many, store },
          play: shared(count, index + 1),
        })),
      ),
    );
    const stood = of.flatMap((store) =>
      Array.from({ length: 10 }, (_, index) => ({
        ...{ name: `${store} one stands still after ${index + 1} mails`, scene: readers, store },
        play: stalled(index + 1),
      })),
    );
    return [...killed, ...stood];
  },
};
