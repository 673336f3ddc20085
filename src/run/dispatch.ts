import type { TargetConfig } from '../config/config.js';
import type { Deliverer, Envelope, Receipt, Target } from '../deliver/deliverer.js';
import { messageOf } from '../lib/errors.js';
import { sha256 } from '../lib/hash.js';
import type { Artifact } from '../render/artifact.js';
import { type Slot, slotKey } from '../schedule/slot.js';
import type { Rendering } from './rendering.js';

/** How one part of one delivery ended. */
export interface DeliveryOutcome {
  readonly kind: string;
  readonly target: string;
  readonly part: string;
  /** `skipped` follows a part that was not delivered. */
  readonly state: 'delivered' | 'failed' | 'unknown' | 'skipped';
  readonly reason: string;
  readonly message: string;
  readonly providerRef: string | null;
}

export interface Dispatch {
  readonly slot: Slot;
  readonly rendering: Rendering;
  readonly attachments: readonly Artifact[];
  readonly signal: AbortSignal;
}

/** Sends to every target of every entry; one that fails does not stop the others. Nothing is sent twice. */
export async function dispatch(
  run: Dispatch,
  entries: readonly TargetConfig[],
  deliverers: ReadonlyMap<string, Deliverer>,
): Promise<readonly DeliveryOutcome[]> {
  const outcomes = entries.map(async (entry) => {
    const deliverer = deliverers.get(entry.kind);
    if (!deliverer) return [];
    const list: DeliveryOutcome[] = [];
    for (const target of deliverer.targets(entry.options)) {
      list.push(...(await deliverParts(run, { deliverer, target, options: entry.options })));
    }
    return list;
  });
  return (await Promise.all(outcomes)).flat();
}

interface Addressed {
  readonly deliverer: Deliverer;
  readonly target: Target;
  readonly options: unknown;
}

async function deliverParts(run: Dispatch, to: Addressed): Promise<DeliveryOutcome[]> {
  const { deliverer, target } = to;
  const outcomes: DeliveryOutcome[] = [];
  const references: Record<string, string> = {};
  const body = await bodyFor(run, to);
  for (const part of deliverer.parts) {
    const stopped = outcomes.some(({ state }) => state !== 'delivered');
    const outcome = stopped
      ? skipped(target, part)
      : judged(target, part, await send(run, to, { part, body, references: { ...references } }));
    outcomes.push(outcome);
    if (outcome.providerRef !== null) references[part] = outcome.providerRef;
  }
  return outcomes;
}

async function bodyFor(run: Dispatch, { deliverer, target }: Addressed): Promise<readonly Artifact[]> {
  if (deliverer.body === null) return [];
  return run.rendering.body(deliverer.body, deliverer.audience(target), run.attachments);
}

async function send(
  run: Dispatch,
  { deliverer, target, options }: Addressed,
  part: Pick<Envelope, 'part' | 'body' | 'references'>,
): Promise<Receipt> {
  const envelope: Envelope = {
    ...part,
    digest: run.rendering.digest,
    target,
    attachments: run.attachments,
    idempotencyKey: idempotencyKey(run.slot, target, part.part),
    date: run.slot.scheduledFor,
  };
  try {
    return await deliverer.deliver(envelope, options, run.signal);
  } catch (error) {
    return { state: 'permanent', reason: 'internal-error', message: messageOf(error) };
  }
}

/** The same for every attempt at this part for this slot and target, whoever makes it. */
export function idempotencyKey(slot: Slot, target: Target, part: string): string {
  return sha256([slotKey(slot), target.kind, target.address, part].join('\n')).slice(0, 32);
}

function judged({ kind, address }: Target, part: string, receipt: Receipt): DeliveryOutcome {
  const place = { kind, target: address, part };
  if (receipt.state === 'delivered') {
    const { providerRef, notes } = receipt;
    return { ...place, state: 'delivered', reason: 'first', message: notes.join(' '), providerRef };
  }
  const { reason, message } = receipt;
  return {
    ...place,
    state: receipt.state === 'unknown' ? 'unknown' : 'failed',
    reason,
    message,
    providerRef: null,
  };
}

function skipped({ kind, address }: Target, part: string): DeliveryOutcome {
  const message = 'Not tried, because the part before it was not delivered.';
  return {
    kind,
    target: address,
    part,
    state: 'skipped',
    reason: 'earlier-part',
    message,
    providerRef: null,
  };
}
