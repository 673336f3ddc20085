import type { Target } from '../../channels/channel.js';
import { SENT_BY_HAND } from '../../ledger/model/delivery.js';
import { partsFor, reached, sliceFor, uniqueReaders } from './asked-readers.js';
import { FIRST, type Redelivery, redeliveryOf, type SendOrder, sameAgain, toRender } from './redelivery.js';
import { notStored, refuseHad } from './refusals.js';
import type { RemakeTools } from './remake.js';
import { openStoredRun, type StoredRun } from './stored-run.js';

/** Options of `send`. */
export interface SendRequest {
  readonly to: readonly Target[];
  /** Slice of the digest; may be left out when there is only one choice. */
  readonly slice?: string;
}

/** What `send` sends: the stored digest, to new readers. */
export async function sendOf(
  tools: RemakeTools,
  of: Pick<StoredRun, 'story' | 'digest'>,
  wish: SendRequest,
): Promise<Redelivery> {
  const run = openStoredRun(tools, of);
  const { story, channels } = run;
  const readers = uniqueReaders(
    channels,
    wish.to.map((target) => reached(run, target)),
  );
  const made = [...new Set(story.deliveries.map(({ slice }) => slice))];
  const orders: SendOrder[] = [];
  for (const reader of readers) {
    const slice = wish.slice ?? sliceFor(run, reader, made);
    const had = partsFor(run, reader, slice);
    refuseHad(story, had);
    const [first] = had;
    const order = await (first ? sameAgain(run, first, reader) : toRender(run, reader, slice));
    if (!order) throw notStored(story, slice);
    const deliveries = had.map(({ id }) => id);
    orders.push({ ...order, as: first ? { kind: 'revived', deliveries, origin: SENT_BY_HAND } : FIRST });
  }
  return redeliveryOf(tools, run, { targets: [], orders, replaced: [] });
}
