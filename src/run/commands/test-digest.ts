import type { Target } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import { UserError } from '../../lib/errors.js';
import { notThere } from '../../lib/text/suggest.js';
import { testName } from '../../schedule/test-name.js';
import { LEASE } from '../journal/limits.js';
import type { RunWatch } from '../prepare/figures.js';
import { readerOf } from '../readers/destination.js';
import { slicesOf } from '../readers/slices.js';
import { reached, sliceFor, uniqueReaders } from '../redeliver/asked-readers.js';
import { execute } from '../work/execute.js';
import type { TestReader } from '../work/run-work.js';
import { type RequestResult, type RequestTools, storyOf } from './request.js';

/** A digest as it would go now, to these alone. */
export interface TestRequest {
  readonly to: readonly Target[];
  /** The name of a slice; left out, the one that is configured for the reader, or the only one. */
  readonly slice?: string;
  /** Who asks: a user, or `console`. */
  readonly by: string;
}

/**
 * Makes a digest of now and sends it, marked as a test, to the given readers. It is a run of its own beside those of the digest: no slot is used
 * up, and neither streaks nor figures of the digest's runs count it. It is tried once.
 */
export async function testDigest(
  tools: RequestTools,
  digest: DigestConfig,
  { to, slice, by }: TestRequest,
  watch: RunWatch,
): Promise<RequestResult> {
  const test = readersOf(tools, digest, { to, ...(slice !== undefined && { slice }) });
  const { run, lease } = await newRun(tools, digest, by);
  const report = await execute({ ...tools, test }, { run, lease, takenOver: false }, watch);
  return { story: await storyOf(tools, run.id), report };
}

/** Refuses what cannot be reached before anything is stored. */
function readersOf(
  { channels }: Pick<RequestTools, 'channels'>,
  digest: DigestConfig,
  { to, slice }: Pick<TestRequest, 'to' | 'slice'>,
): readonly TestReader[] {
  if (to.length === 0) throw new UserError('usage', 'Name somebody to send the test to.', { exitCode: 2 });
  const names = slicesOf(digest).map(({ name }) => name);
  if (slice !== undefined && !names.includes(slice)) throw notThere('slice', slice, names);
  const readers = uniqueReaders(
    channels,
    to.map((target) => reached({ digest, channels }, target)),
  );
  return readers.map((reader) => ({
    reader: readerOf(reader),
    slice: slice ?? sliceFor({ digest, channels }, reader, names),
  }));
}

/** A run at the next free instant: two tests may be asked for within a millisecond. */
async function newRun(tools: RequestTools, digest: DigestConfig, by: string) {
  const { ledger, clock, owner } = tools;
  const now = clock.now();
  for (let scheduledFor = now; ; scheduledFor += 1) {
    const slot = { digest: testName(digest.id), scheduledFor, trigger: 'test', deadline: now, by } as const;
    const requested = await ledger.slots.request(slot, { owner, until: now + LEASE }, now);
    if (requested.kind === 'created' && requested.lease)
      return { run: requested.run, lease: requested.lease };
  }
}
