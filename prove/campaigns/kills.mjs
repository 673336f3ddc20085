import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alert, everyChannel } from '../scene/scenes.mjs';
import { killedLife } from './case.mjs';

/** @type {readonly { scene: import('./case.mjs').Scene, store: import('./case.mjs').StoreKind }[]} */
const PLACES = [
  { scene: everyChannel, store: 'sqlite' },
  { scene: everyChannel, store: 'postgres' },
  { scene: alert, store: 'sqlite' },
  { scene: alert, store: 'postgres' },
];

/** SIGKILL at every point that the program names on its diagnostics channels: each write of the store, send, and step of a session. @type {import('./case.mjs').Campaign} */
export const kills = {
  name: 'kills',
  title: 'SIGKILL at every named point',
  unable: () => null,
  async cases({ whole, some }) {
    const cases = [];
    for (const { scene, store } of some(PLACES)) {
      const base = { name: `points-${scene.name}-${store}`, scene, store };
      const points = await whole(base, async (trial) => {
        await killedLife(trial, { env: { PROVE_POINTS: pointsFile(trial) } });
        return readFileSync(pointsFile(trial), 'utf8').trim().split('\n');
      });
      for (const [index, point] of points.entries())
        cases.push({
          ...base,
          name: `${scene.name} ${store} ${index + 1} ${point}`,
          play: (/** @type {import('./case.mjs').Trial} */ trial) =>
            killedLife(trial, { env: { PROVE_POINTS: pointsFile(trial), PROVE_KILL_AT: String(index + 1) } }),
        });
    }
    return cases;
  },
};

const pointsFile = (/** @type {import('./case.mjs').Trial} */ { folder }) => join(folder, 'points');
