import type { Delivery } from '../ledger/delivery.js';
import type { RunRecord } from '../ledger/ledger.js';
import { table } from './table.js';

/** A run as `--json` prints it. */
export function runJson({ run, deliveries }: RunRecord) {
  return {
    id: run.id,
    digest: run.digest,
    scheduledFor: instant(run.scheduledFor),
    trigger: run.trigger,
    state: run.state,
    reason: run.reason,
    attempt: run.attempt,
    startedAt: instant(run.startedAt),
    finishedAt: instant(run.finishedAt),
    notBefore: run.state === 'retrying' ? instant(run.notBefore) : null,
    error: run.error,
    deliveries: deliveries.map(deliveryJson),
  };
}

function deliveryJson(delivery: Delivery) {
  const { id, kind, target, slice, part, state, attempt, reason, error, providerRef } = delivery;
  const notBefore = instant(delivery.notBefore);
  return { id, kind, target, slice, part, state, attempt, reason, error, providerRef, notBefore };
}

export const instant = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

export function deliveryTable(deliveries: readonly Delivery[]): string {
  return table(
    ['Kind', 'Target', 'Part', 'State', 'Reason'].map((title) => ({ title })),
    deliveries.map(({ kind, target, part, state, reason }) => [kind, target, part, state, reason]),
  );
}

/** What there is to say of deliveries besides their state, a line each. */
export function deliveryLines(deliveries: readonly Delivery[]): string[] {
  return deliveries
    .filter(({ state, error }) => state !== 'delivered' || error !== null)
    .map(({ kind, target, part, state, error }) =>
      `  ${kind} ${target} (${part}): ${state}. ${error ?? ''}`.trimEnd(),
    );
}

/** Whether nothing is left to be delivered. */
export const isDone = ({ run }: RunRecord): boolean => run.state === 'completed' || run.state === 'skipped';

/** How a run stands, in a sentence. */
export function standing({ run, deliveries }: RunRecord): string {
  const sentence = SENTENCES[run.reason];
  if (run.state === 'completed') return sentence ?? 'Everything was delivered.';
  if (run.state === 'skipped') return sentence ?? `It was left out: ${run.reason}.`;
  if (run.state === 'retrying')
    return `${left(deliveries)} botdigest start tries again from ${instant(run.notBefore)} on; botdigest resend ${run.id} does at once.`;
  if (run.state === 'queued')
    return `It waits for its turn: botdigest start works on it, or botdigest resend ${run.id}.`;
  if (run.state === 'running') return `${run.leaseOwner ?? 'Another process'} works on it.`;
  if (run.reason === 'incomplete')
    return `Everything was delivered, but figures are missing from it. Once the API has them, botdigest resend ${run.id} sends a correction.`;
  return sentence ?? (deliveries.length > 0 ? left(deliveries) : `Nothing was sent: ${run.reason}.`);
}

function left(deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return 'Nothing was sent yet.';
  const held = deliveries.filter(({ state, reason }) => state === 'unknown' && reason === 'held');
  const ask = held.map(({ id }) => `botdigest resolve ${id} --as delivered|failed|resend`);
  return [
    'Not everything was delivered.',
    ...(held.length > 0 ? [`Look whether it arrived, then: ${ask.join('; ')}.`] : []),
  ].join(' ');
}

const SENTENCES: Readonly<Record<string, string>> = {
  'no-targets': 'This digest has no `deliver:` entry, so nothing was sent.',
  'empty-digest': 'The window holds no conversations and `onEmpty` is skip: nothing was sent.',
  'incomplete-digest': 'A report is missing and `onGap` is hold: nothing was sent.',
  'nothing-fetched': 'Nothing could be fetched, so nothing was sent.',
};
