import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alert, everyChannel, readers } from '../scene/scenes.mjs';

/**
 * @typedef {import('./case.mjs').Trial} Trial
 * @typedef {import('../program/proxy.mjs').Proxy} Network
 */

/** Longer than a lease. */
const STEP = 60_000;
/** How the channel is called whose network is gone. */
const CHANNELS = /** @type {const} */ ({
  smtp: 'email',
  slack: 'slack',
  webhook: 'webhook',
  teams: 'teams',
  s3: 's3',
});
/** How a network is gone: it breaks connections, or nobody learns that bytes are lost. */
const WAYS = /** @type {const} */ (['cut', 'darken']);

/** From a channel, at once or when it has taken a message, until the program has given up for now. @param {keyof typeof CHANNELS} witness @param {typeof WAYS[number]} way @param {number} after */
const fromChannel = (witness, way, after) => async (/** @type {Trial} */ trial) => {
  const network = trial.stage.lane.networks[witness];
  const channel = CHANNELS[witness];
  if (after === 0) network[way]();
  const life = trial.start();
  if (after > 0) await trial.until(() => trial.taken(witness) >= after);
  trial.note({ event: 'cut', channel });
  network[way]();
  await trial.rest(life);
  await trial.end(life);
  trial.note({ event: 'cut', channel });
  network.heal();
  trial.now += STEP;
};

/** The network of the store, which is one for all trials that share it. @param {Trial} trial @returns {Network} */
const networkOf = ({ stage }) =>
  /** @type {import('../stores/postgres.mjs').PostgresStore} */ (stage.store).network;

/** From PostgreSQL for some seconds, in the middle of a run. @param {number} after @param {typeof WAYS[number]} way */
const fromStore = (after, way) => async (/** @type {Trial} */ trial) => {
  const life = trial.start();
  await trial.until(() => trial.taken('smtp') >= after);
  trial.note({ event: 'cut' });
  networkOf(trial)[way]();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  trial.note({ event: 'cut' });
  networkOf(trial).heal();
  await trial.rest(life);
  trial.note({ event: 'cut' });
  await trial.end(life);
  trial.now += STEP;
};

/** One of two processes, while the other takes over what it had begun. @param {number} after @param {typeof WAYS[number]} way */
const oneFromStore = (after, way) => async (/** @type {Trial} */ trial) => {
  const first = trial.start();
  await trial.until(() => trial.taken('smtp') >= after);
  trial.note({ event: 'cut' });
  networkOf(trial)[way]();
  trial.now += STEP;
  const second = trial.start({ config: directConfig(trial) });
  await trial.rest(second);
  trial.note({ event: 'cut' });
  networkOf(trial).heal();
  await trial.until(() => first.over() || first.quietFor() > 3_000, 20_000);
  await trial.end(first);
  await trial.end(second);
  trial.now += STEP;
};

/** The same configuration with a store that is not behind the network. @param {Trial} trial */
function directConfig({ folder, id, stage }) {
  const store = /** @type {import('../stores/postgres.mjs').PostgresStore} */ (stage.store);
  const text = readFileSync(join(folder, 'config.yaml'), 'utf8');
  writeFileSync(join(folder, 'direct.yaml'), text.replace(/^store: .*$/m, `store: ${store.direct(id)}`));
  return 'direct.yaml';
}

/** @type {import('./case.mjs').Campaign} */
export const partitions = {
  name: 'partitions',
  title: 'Partitions from each channel and from PostgreSQL',
  unable: () => null,
  async cases() {
    const witnesses = /** @type {(keyof typeof CHANNELS)[]} */ (Object.keys(CHANNELS));
    const channels = [everyChannel, alert].flatMap((scene) =>
      witnesses
        .filter((witness) => scene === everyChannel || ['smtp', 'slack', 'webhook'].includes(witness))
        .flatMap((witness) =>
          WAYS.flatMap((way) =>
            [0, 1].map((after) => ({
              ...{
                name: `${scene.name} ${witness} ${way} after ${after}`,
                scene,
                store: /** @type {const} */ ('sqlite'),
              },
              play: fromChannel(witness, way, after),
            })),
          ),
        ),
    );
    const store = /** @type {const} */ ('postgres');
    const stores = WAYS.flatMap((way) =>
      [1, 2, 4, 7, 11].flatMap((after) => [
        {
          name: `postgres ${way} after ${after} mails`,
          alone: true,
          scene: readers,
          store,
          play: fromStore(after, way),
        },
        {
          name: `postgres ${way} for one of two after ${after} mails`,
          alone: true,
          scene: readers,
          store,
          play: oneFromStore(after, way),
        },
      ]),
    );
    return [...channels, ...stores];
  },
};
