import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLedger } from '../../../../src/ledger/open.js';
import { UserError } from '../../../../src/lib/errors.js';
import { WorkerEnded } from '../../../../src/lib/thread/worker-host.js';
import { execute } from '../../../../src/run/work/execute.js';
import { WEEKLY } from '../../../support/digests.js';
import { emptyFolder } from '../../../support/folder.js';
import { claimant, claimed } from '../../../support/ledger-work.js';
import { digestConfig, snapshot } from '../../../support/snapshot.js';

const HOUR = 3_600_000;
const watch = { signal: new AbortController().signal };

const coded = (code: string) => Object.assign(new Error(`${code}: no luck`), { code });

/** Works on one scheduled run whose rendering throws, up to `tries` times. */
async function worked(error: unknown, tries: number) {
  const ledger = await openLedger({ kind: 'sqlite', path: join(emptyFolder(), 'botdigest.db') });
  onTestFinished(() => ledger.close());
  const figures = snapshot(WEEKLY);
  const { scheduledFor } = figures.slot;
  const digest = digestConfig(WEEKLY);
  let now = scheduledFor;
  const slot = {
    digest: digest.id,
    scheduledFor,
    trigger: 'cron',
    deadline: scheduledFor + 24 * HOUR,
  } as const;
  await ledger.slots.request(slot, null, scheduledFor);
  const tools = {
    ledger,
    clock: { now: () => now, sleep: (_ms: number, signal?: AbortSignal) => asleep(signal) },
    observe: () => {},
    patience: 0,
    random: () => 0.5,
    channels: new Map(),
    settings: { channels: new Map(), open: () => expect.fail('nothing is made again') },
    digests: new Map([[digest.id, digest]]),
    fetch: async () => [figures],
    renderWorker: { prepare: () => Promise.reject(error), close: async () => {} },
  };
  const states: string[] = [];
  for (let attempt = 0; attempt < tries; attempt++) {
    const claim = await ledger.runs.claim(claimant('one', now + HOUR), now);
    if (claim === null) break;
    const { outcome } = await execute(tools, claimed(claim), watch);
    states.push(`${outcome?.state} ${outcome?.reason}`);
    now += 2 * HOUR;
  }
  return states;
}

const asleep = (signal?: AbortSignal) =>
  new Promise<void>((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

const again = (reason: string) => Array.from({ length: 4 }, () => `retrying ${reason}`);

test.each<[name: string, error: unknown, states: readonly string[]]>([
  ['a full disk', coded('ENOSPC'), again('resource-exhausted')],
  ['no memory', coded('ERR_WORKER_OUT_OF_MEMORY'), again('resource-exhausted')],
  ['a disk that cannot be read just now', coded('EIO'), again('resource-exhausted')],
  [
    'a buffer that there is no memory for',
    new RangeError('Array buffer allocation failed'),
    again('resource-exhausted'),
  ],
  ['a thread that ended', new WorkerEnded('exit code 1'), again('thread-ended')],
  ['a time limit', new DOMException('too long', 'TimeoutError'), again('took-too-long')],
  [
    'a module that is not there while the program is replaced',
    coded('ERR_MODULE_NOT_FOUND'),
    ['retrying internal-error', 'retrying internal-error', 'failed internal-error'],
  ],
  [
    'what nobody foresaw',
    new TypeError('x is undefined'),
    ['retrying internal-error', 'retrying internal-error', 'failed internal-error'],
  ],
  ['a template of the user', new UserError('bad-template', 'email.html:2:3 …'), ['failed bad-template']],
])('a run that meets %s is tried again as long as that may help', async (_name, error, states) => {
  expect(await worked(error, 4)).toEqual(states);
});
