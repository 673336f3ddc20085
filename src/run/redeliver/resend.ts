import type { Target } from '../../channels/channel.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import { hasUnknownResult, mayHaveArrived, REPLACED } from '../../ledger/model/states.js';
import { groupedBy } from '../../lib/grouped.js';
import { destinationOf } from '../readers/destination.js';
import { type Replacement, replacementsFor } from '../readers/replacements.js';
import { namedTargets, partsFor, reached } from './asked-readers.js';
import {
  FIRST,
  type Orders,
  type Redelivery,
  redeliveryOf,
  type SendOrder,
  sameAgain,
  toRender,
} from './redelivery.js';
import { notStored } from './refusals.js';
import type { RemakeTools } from './remake.js';
import { openStoredRun, type StoredRun } from './stored-run.js';

/** Options of `resend`. */
export interface ResendRequest {
  /** Only these addresses; all by default. */
  readonly targets?: readonly string[];
  /** Also to readers who have it. */
  readonly again?: boolean;
}

/** What `resend` sends: missing deliveries, also to replaced addresses, and with `again` everything once more. */
export async function resendOf(
  tools: RemakeTools,
  of: Pick<StoredRun, 'story' | 'digest'>,
  wish: ResendRequest,
): Promise<Redelivery> {
  const run = openStoredRun(tools, of);
  const { story, digest, channels } = run;
  const replacements = replacementsFor(story.deliveries, digest, channels);
  const targets = wish.targets === undefined ? null : namedTargets(run, replacements, wish.targets);
  const inScope = (address: string) => targets === null || targets.includes(address);
  const taken = await inTheirPlace(
    run,
    replacements.filter(
      ({ by, gone }) => inScope(by.target.address) || gone.some(({ target }) => inScope(target)),
    ),
  );
  const rows = story.deliveries.filter(({ target, reason }) => inScope(target) && reason !== REPLACED);
  const again = wish.again ? await onceMore(run, rows, targets !== null) : NOTHING;
  const replaced = [...taken.replaced, ...again.replaced];
  const gone = new Set(replaced.map(({ delivery }) => delivery));
  const left = rows.filter(({ id }) => !gone.has(id));
  const orders = [...taken.orders, ...again.orders, ...(await toRestore(run, left))];
  return redeliveryOf(tools, run, { targets, orders, replaced });
}

const NOTHING: Orders = { orders: [], replaced: [] };

/** Messages to the addresses that took the place of gone ones. */
async function inTheirPlace(run: StoredRun, replacements: readonly Replacement[]): Promise<Orders> {
  const orders: SendOrder[] = [];
  const replaced: Orders['replaced'][number][] = [];
  for (const { by, slice, gone } of replacements) {
    if (partsFor(run, by, slice).length === 0) {
      const order = await toRender(run, by, slice);
      if (!order) continue;
      orders.push({ ...order, as: FIRST });
    }
    replaced.push(...gone.map(({ id }) => ({ delivery: id, by: `${by.target.kind} ${by.target.address}` })));
  }
  return { orders, replaced };
}

/** New deliveries of all parts for readers who have some; earlier receipts stay. */
async function onceMore(run: StoredRun, rows: readonly Delivery[], named: boolean): Promise<Orders> {
  const orders: SendOrder[] = [];
  const replaced: Orders['replaced'][number][] = [];
  const people = groupedBy(rows, ({ kind, slice, target }) => JSON.stringify([kind, slice, target]));
  for (const parts of people.values()) {
    const has = parts.findLast(({ state }) => state === 'delivered');
    if (!has || parts.some(hasUnknownResult)) continue;
    const reader =
      destinationOf(has, run.digest, run.channels) ?? (named ? reached(run, addressOf(has)) : null);
    if (!reader) continue;
    const order = await sameAgain(run, has, reader);
    if (!order) throw notStored(run.story, has.slice);
    const repetition = parts.filter(({ part }) => part === has.part).length;
    orders.push({ ...order, as: { kind: 'new', repetition } });
    const left = parts.filter(({ state }) => state !== 'delivered');
    replaced.push(...left.map(({ id }) => ({ delivery: id, by: 'A later delivery' })));
  }
  return { orders, replaced };
}

/** Missing deliveries whose stored files are gone, to be rendered again. */
async function toRestore(run: StoredRun, rows: readonly Delivery[]): Promise<readonly SendOrder[]> {
  const orders: SendOrder[] = [];
  for (const row of rows) {
    const { id, slice, body, attachments } = row;
    if (mayHaveArrived(row) || (body === null && attachments === null)) continue;
    if ((await run.holds(body)) && (await run.holds(attachments))) continue;
    const reader = destinationOf(row, run.digest, run.channels);
    const order = reader && (await toRender(run, reader, slice));
    if (order) orders.push({ ...order, as: { kind: 'revived', deliveries: [id] } });
  }
  return orders;
}

const addressOf = ({ kind, target }: Delivery): Target => ({ kind, address: target });
