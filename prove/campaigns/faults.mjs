import { alert, everyChannel } from '../scene/scenes.mjs';

/**
 * Other sides that fall silent after they have taken a message, close the connection before or after, refuse for now, or are slow.
 *
 * @typedef {{ witness: 'smtp' | 'slack' | 'webhook' | 'teams' | 's3' | 'api', at: string, does: readonly (readonly [import('../witnesses/witness.mjs').Fault['do'], number?])[] }} Row
 * @type {readonly Row[]}
 */
const TABLE = [
  {
    witness: 'smtp',
    at: 'data',
    does: [['cut'], ['silence'], ['drop'], ['refuse', 451], ['refuse', 421], ['slow', 3_000]],
  },
  { witness: 'smtp', at: 'rcpt', does: [['refuse', 450], ['drop'], ['silence']] },
  { witness: 'smtp', at: 'mail', does: [['refuse', 451], ['drop']] },
  {
    witness: 'slack',
    at: 'chat.postMessage',
    does: [['cut'], ['silence'], ['drop'], ['refuse', 503], ['refuse', 429], ['slow', 3_000]],
  },
  { witness: 'slack', at: 'files.completeUploadExternal', does: [['cut'], ['drop'], ['refuse', 503]] },
  { witness: 'slack', at: 'files.getUploadURLExternal', does: [['cut'], ['refuse', 503]] },
  { witness: 'slack', at: 'upload', does: [['cut'], ['drop'], ['refuse', 503]] },
  {
    witness: 'webhook',
    at: 'post',
    does: [['cut'], ['silence'], ['drop'], ['refuse', 503], ['refuse', 429]],
  },
  { witness: 'teams', at: 'post', does: [['cut'], ['silence'], ['drop'], ['refuse', 503], ['refuse', 429]] },
  { witness: 's3', at: 'put', does: [['cut'], ['silence'], ['drop'], ['refuse', 503]] },
  { witness: 's3', at: 'head', does: [['cut'], ['refuse', 503]] },
  { witness: 'api', at: 'report', does: [['drop'], ['refuse', 503], ['refuse', 429]] },
];

/** Refusals for good: a person mends the cause and sends the rest. @type {readonly Row[]} */
const FOR_GOOD = [
  { witness: 'smtp', at: 'rcpt', does: [['refuse', 550]] },
  { witness: 'smtp', at: 'data', does: [['refuse', 554]] },
  { witness: 'webhook', at: 'post', does: [['refuse', 404]] },
  { witness: 'teams', at: 'post', does: [['refuse', 400]] },
];

/** @type {import('./case.mjs').Campaign} */
export const faults = {
  name: 'faults',
  title: 'Silence, broken connections, refusals',
  unable: () => null,
  async cases() {
    const passing = [everyChannel, alert].flatMap((scene) =>
      TABLE.filter(
        ({ witness }) => scene === everyChannel || (witness !== 'teams' && witness !== 's3'),
      ).flatMap((row) => [1, 2].flatMap((nth) => casesOf(row, { scene, nth, play: async () => {} }))),
    );
    const forGood = FOR_GOOD.flatMap((row) =>
      casesOf(row, { scene: everyChannel, nth: 1, play: sendTheRest }),
    );
    return [...passing, ...forGood];
  },
};

/** @param {Row} row @param {{ scene: import('./case.mjs').Scene, nth: number, play: import('./case.mjs').Case['play'] }} how @returns {import('./case.mjs').Case[]} */
const casesOf = ({ witness, at, does }, { scene, nth, play }) =>
  does.map(([what, value]) => ({
    name: `${scene.name} ${witness} ${at} ${nth} ${what}${value ? ` ${value}` : ''}`,
    scene,
    store: 'sqlite',
    faults: { [witness]: [{ at, nth, do: what, ...(what === 'slow' ? { ms: value } : { code: value }) }] },
    play,
  }));

/** @param {import('./case.mjs').Trial} trial */
async function sendTheRest(trial) {
  const life = trial.start();
  await trial.rest(life);
  await trial.end(life);
  trial.now += 60_000;
  for (const { id, state } of await trial.runs())
    if (state !== 'completed') await trial.operate(['resend', id]);
}
