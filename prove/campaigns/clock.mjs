import { alert, everyChannel, hourly } from '../scene/scenes.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** @typedef {import('./case.mjs').Trial} Trial */

/** Lets the program work until nothing is left to do, and moves its clock while it runs. @param {number} by ms @param {number} [times] */
const stepped =
  (by, times = 1) =>
  async (/** @type {Trial} */ trial) => {
    const life = trial.start({ env: { PROVE_STEP: String(by) } });
    await trial.rest(life);
    for (let step = 0; step < times; step += 1) {
      await trial.step([life], by);
      await trial.rest(life);
    }
    await trial.end(life);
  };

/** Ends the program, and starts it again by another time. @param {number} by ms @param {boolean} first whether it works on the first slot before */
const away =
  (by, first = true) =>
  async (/** @type {Trial} */ trial) => {
    if (first) {
      const life = trial.start();
      await trial.rest(life);
      await trial.end(life);
    }
    trial.now += by;
  };

/** @type {import('./case.mjs').Campaign} */
export const clock = {
  name: 'clock',
  title: 'Clock steps, pauses, changes of the clocks',
  unable: () => null,
  async cases() {
    /** @type {readonly (readonly [string, import('./case.mjs').Scene, import('./case.mjs').Case['play']])[]} */
    const table = [
      ['a day ahead, in one step', everyChannel, stepped(DAY)],
      ['two days ahead, a day a step', everyChannel, stepped(DAY, 2)],
      ['two hours back', everyChannel, stepped(-2 * HOUR)],
      ['half an hour back, twice', everyChannel, stepped(-HOUR / 2, 2)],
      ['off for three days', everyChannel, away(3 * DAY)],
      ['off when the slot was due, and for a week', everyChannel, away(7 * DAY, false)],
      ['started again an hour before it was ended', everyChannel, away(-HOUR)],
      ['an episode that begins and ends', alert, stepped(DAY, 4)],
      ['an episode that ends while it is off', alert, away(4 * DAY)],
      ['hours that a change of the clocks repeats, one by one', hourly, stepped(HOUR, 4)],
      ['hours that a change of the clocks repeats, caught up', hourly, away(5 * HOUR, false)],
    ];
    const stores = /** @type {const} */ (['sqlite', 'postgres']);
    return stores.flatMap((store) =>
      table.map(([what, scene, play]) => ({ name: `${store} ${scene.name} ${what}`, scene, store, play })),
    );
  },
};
