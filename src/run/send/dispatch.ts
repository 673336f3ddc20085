import type { DigestHead, Earlier, Envelope, Receipt } from '../../channels/channel.js';
import { buildEnvelope } from '../../channels/envelope.js';
import type { Contents } from '../../ledger/ledger.js';
import { type Delivery, outcomeWith } from '../../ledger/model/delivery.js';
import { LedgerError } from '../../ledger/model/errors.js';
import type { Reason } from '../../ledger/model/reasons.js';
import { messageOf } from '../../lib/errors.js';
import { groupedBy } from '../../lib/grouped.js';
import { isResourceExhaustion } from '../../lib/system/resource-exhaustion.js';
import type { Artifact } from '../../render/artifact.js';
import { bundleNames, readArtifact, readHead } from '../journal/stored.js';
import { traced } from '../journal/trace.js';
import { type Destination, destinationOf } from '../readers/destination.js';
import { followedBy } from '../readers/thread.js';
import { goneAdvice, lostAdvice } from './advice.js';
import { deliveryOutcome } from './delivery-outcome.js';
import type { Dispatch, PendingSend } from './pending-send.js';
import { findEarlierSend, isHeldAtOnce, possibleArrivals, resolveUnknown } from './unknown-outcome.js';

/**
 * Sends pending deliveries that are due: channels in parallel, targets of a channel in sequence, parts in order. A failure does not stop other
 * targets. Every send is recorded in the ledger before it begins.
 */
export async function dispatch(to: Dispatch): Promise<void> {
  const deliveries = await to.journal.deliveries();
  const kinds = [...groupedBy(deliveries, ({ kind }) => kind).values()].map(async (ofKind) => {
    for (const parts of groupedBy(ofKind, placeOf).values())
      await deliverParts(to, {
        parts,
        follows: await followedBy(parts[0], { ...to, ofKind }),
      });
  });
  const failed = (await Promise.allSettled(kinds)).find((kind) => kind.status === 'rejected');
  if (failed) throw failed.reason;
}

const placeOf = ({ slice, target, edition }: Delivery) => JSON.stringify([slice, target, edition]);

interface Message {
  /** In their order. */
  readonly parts: readonly Delivery[];
  readonly follows: readonly Earlier[];
}

async function deliverParts(to: Dispatch, { parts, follows }: Message): Promise<void> {
  const references: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    if (to.stop.aborted) return;
    const settled = await settle(to, part, { references: { ...references }, follows });
    if (settled.state !== 'delivered') {
      if (isOver(settled)) await skip(to, parts.slice(index + 1));
      return;
    }
    const reference = settled.providerRef ?? (await referenceOf(to, settled, parts[index + 1]));
    if (reference !== null) references[part.part] = reference;
  }
}

/** The provider reference of a part that a person resolved as delivered, looked up for the part that refers to it. */
async function referenceOf(to: Dispatch, part: Delivery, next: Delivery | undefined): Promise<string | null> {
  if (next?.state !== 'pending') return null;
  const destination = destinationOf(part, to.digest, to.channels);
  const envelope =
    destination &&
    (await envelopeFor(to, { delivery: part, destination, references: {}, follows: [] }).catch(damaged));
  if (!envelope || envelope === 'damaged') return null;
  const found = await findEarlierSend(to, { delivery: part, destination, envelope });
  return found?.state === 'found' ? found.providerRef : null;
}

/** True when nothing more happens to it without a person. */
const isOver = ({ state }: Delivery) => state === 'failed' || state === 'skipped' || state === 'held';

async function skip({ journal }: Dispatch, parts: readonly Delivery[]): Promise<void> {
  const error = 'Not tried, because the part before it was not delivered.';
  for (const part of parts)
    if (part.state === 'pending')
      await journal.decide(part, { ...outcomeWith('skipped', 'earlier-part'), error });
}

/** What an envelope refers to: earlier parts, and the messages that it follows. */
type Context = Required<Pick<Envelope, 'references' | 'follows'>>;

/** Sends or decides on one delivery, if it is due. */
async function settle(to: Dispatch, delivery: Delivery, context: Context): Promise<Delivery> {
  const { journal, clock } = to;
  if (delivery.state !== 'pending' && delivery.state !== 'unknown') return delivery;
  if (delivery.notBefore !== null && delivery.notBefore > clock.now()) return delivery;
  const destination = destinationOf(delivery, to.digest, to.channels);
  if (!destination) return fail(to, delivery, 'target-gone', await goneAdvice(to, delivery));
  const envelope = await envelopeFor(to, { delivery, destination, ...context }).catch(damaged);
  if (envelope === null) return fail(to, delivery, 'content-gone', await lostAdvice(to, delivery, 'gone'));
  if (envelope === 'damaged')
    return fail(to, delivery, 'content-damaged', await lostAdvice(to, delivery, 'damaged'));
  const pending =
    delivery.state === 'pending' ? delivery : await resolveUnknown(to, { delivery, destination, envelope });
  if (pending.state !== 'pending') return pending;
  return send(to, { delivery: await journal.begin(pending), destination, envelope });
}

function damaged(error: unknown): 'damaged' {
  if (error instanceof LedgerError && error.code === 'content-damaged') return 'damaged';
  throw error;
}

function fail({ journal }: Dispatch, delivery: Delivery, reason: Reason, error: string): Promise<Delivery> {
  return journal.decide(delivery, { ...outcomeWith('failed', reason), error });
}

async function send(to: Dispatch, { delivery, destination, envelope }: PendingSend): Promise<Delivery> {
  const { journal, lease, clock, random } = to;
  // After a suspend since `begin`, another process may own the run.
  if (!lease.isValid()) return journal.withdraw(delivery);
  const receipt = await traced('send', delivery.id, () => attempt(destination, envelope, to.abort));
  const arrivals = delivery.attempt > 1 ? await possibleArrivals(to, delivery) : 0;
  const { deadline } = journal.run;
  const outcome = deliveryOutcome(receipt, delivery, { now: clock.now(), deadline, random, arrivals });
  const ended = await journal.end(delivery, outcome);
  return ended.state === 'unknown' && isHeldAtOnce(destination, arrivals)
    ? journal.decide(ended, { ...outcomeWith('held', ended.reason), error: ended.error })
    : ended;
}

async function attempt(
  { connection }: Destination,
  envelope: Envelope,
  signal: AbortSignal,
): Promise<Receipt> {
  try {
    return await connection.deliver(envelope, signal);
  } catch (error) {
    if (isResourceExhaustion(error))
      return { state: 'retryable', reason: 'resource-exhausted', message: messageOf(error), waitMs: null };
    return { state: 'permanent', reason: 'internal-error', message: `Unexpected: ${messageOf(error)}` };
  }
}

/** The message from its stored files; null when they are gone. */
async function envelopeFor(
  { contents, journal }: Dispatch,
  { delivery, destination, references, follows }: Pick<PendingSend, 'delivery' | 'destination'> & Context,
): Promise<Envelope | null> {
  const { run } = journal;
  const head = await headOf(contents, delivery);
  const files = await bundle(contents, delivery, delivery.attachments);
  const body = await bundle(contents, delivery, delivery.body);
  const bodiless = delivery.body === null && destination.connection.renderBody !== null;
  if (!head || !files || !body || bodiless) return null;
  return buildEnvelope(
    {
      digest: head,
      target: destination.target,
      slice: delivery.slice,
      part: delivery.part,
      references,
      follows,
      idempotencyKey: delivery.idempotencyKey,
      date: run.scheduledFor,
    },
    { body, attachments: files, leftOut: await leftOut(contents, delivery, files) },
  );
}

async function headOf(contents: Contents, { run, slice, edition }: Delivery): Promise<DigestHead | null> {
  const stored = await contents.head(run, slice, edition);
  return stored === null ? null : readHead(stored);
}

/** Files of the digest that did not fit into this message. */
async function leftOut(contents: Contents, delivery: Delivery, sent: readonly Artifact[]) {
  const whole = bundleNames.files(delivery);
  if (delivery.attachments === whole) return [];
  const files = (await bundle(contents, delivery, whole)) ?? [];
  return files.filter(({ sha256 }) => !sent.some((file) => file.sha256 === sha256));
}

async function bundle(
  contents: Contents,
  { run }: Delivery,
  name: string | null,
): Promise<readonly Artifact[] | null> {
  if (name === null) return [];
  return (await contents.bundle(run, name))?.map(readArtifact) ?? null;
}
