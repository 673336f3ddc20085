import type { RunRecord } from '../../ledger/ledger.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import { isOwed } from '../../ledger/model/states.js';
import { latest } from '../../ledger/steps/editions.js';
import { groupedBy } from '../../lib/grouped.js';
import { testOf } from '../../schedule/test-name.js';
import { table } from './table.js';

/** The digest of a run, also of a test of it; `alert.` and an id for the check of an alert. */
export const digestShown = ({ digest }: Pick<RunRecord['run'], 'digest'>): string => testOf(digest) ?? digest;

/** A run as `--json` prints it. */
export function runJson({ run, deliveries }: RunRecord) {
  return {
    id: run.id,
    digest: digestShown(run),
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
  const { id, kind, target, slice, part, state, attempt, reason, error, notes, providerRef, edition } =
    delivery;
  const notBefore = instant(delivery.notBefore);
  const incomplete = delivery.incomplete === 1;
  return {
    id,
    kind,
    target,
    slice,
    part,
    state,
    attempt,
    reason,
    error,
    notes,
    providerRef,
    notBefore,
    correction: edition,
    incomplete,
  };
}

export const instant = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

export function deliveryTable(deliveries: readonly Delivery[]): string {
  return table(
    ['Delivery', 'Kind', 'Target', 'Part', 'State', 'Reason'].map((title) => ({ title })),
    deliveries.map((delivery) => {
      const { id, kind, target, state, reason } = delivery;
      return [id, kind, target, partOf(delivery), state, reason];
    }),
  );
}

/** The messages of deliveries: one line per state and message, with all deliveries that share it. */
export function deliveryLines(deliveries: readonly Delivery[]): string[] {
  const explained = latest(deliveries).filter(({ state, notes }) => state !== 'delivered' || notes !== null);
  const alike = groupedBy(
    explained,
    (delivery) => `${delivery.state}. ${sentenceOf(delivery).replaceAll(delivery.target, EACH)}`,
  );
  return [...alike].map(([said, [first, ...others]]) => {
    const targets = [first, ...others].flatMap((one) =>
      one ? `${one.kind} ${one.target} (${one.part})` : [],
    );
    const sentence = others.length > 0 || !first ? said : `${first.state}. ${sentenceOf(first)}`;
    return `  ${targets.join(', ')}: ${sentence.trimEnd()}`;
  });
}

/** How the other side names what it took: a mail server's words, a message's name, or that it was accepted. */
export const referenceLines = (deliveries: readonly Delivery[]): string[] =>
  deliveries.flatMap((delivery) => {
    const { id, kind, state, providerRef } = delivery;
    const named = state === 'delivered' && providerRef !== null;
    return named ? [`  ${id} ${kind} (${partOf(delivery)}) was taken as: ${providerRef}`] : [];
  });

const sentenceOf = ({ error, notes }: Delivery) => error ?? notes ?? '';

export const partOf = ({ part, edition }: Delivery): string => (edition === 0 ? part : `${part}, correction`);

/** Replaces the address in a message shared by several deliveries. */
const EACH = 'each of them';

/** Whether nothing is left to deliver. */
export const isDone = ({ run }: RunRecord): boolean => run.state === 'completed' || run.state === 'skipped';

/** What the advice depends on besides the run. */
export interface AdviceContext {
  /** Whether a service is running on the store. */
  readonly attended: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** The state of a run and the command to continue with, in one or two sentences. */
export function statusText({ run, deliveries }: RunRecord, { attended, now }: AdviceContext): string {
  const sentence = SENTENCES[run.reason];
  const resend = `botdigest resend ${run.id}`;
  switch (run.state) {
    case 'completed':
      return sentence ?? 'Everything was delivered.';
    case 'skipped':
      return sentence ?? `It was left out: ${run.reason}. ${resend} makes and sends it all the same.`;
    case 'retrying':
      return `${left(deliveries)} ${
        attended
          ? `The service tries again from ${instant(run.notBefore)} on; ${resend} does at once.`
          : `No service runs, so nothing is tried again by itself: ${resend} does.`
      }`;
    case 'queued':
      return attended
        ? `It waits for its turn, and the service works on it; ${resend} does at once.`
        : `It waits, and no service runs that would work on it: ${resend} does.`;
    case 'running':
      return (run.leaseUntil ?? 0) > now
        ? `${run.leaseOwner ?? 'Another process'} works on it.`
        : `The process that worked on it has ended: ${resend} goes on with it.`;
    case 'partial':
    case 'failed':
      if (run.reason === 'incomplete' && run.trigger === 'test')
        return 'It was delivered, but figures are missing from it.';
      if (run.reason === 'incomplete')
        return `Everything was delivered, but figures are missing from it. Once the API has them, ${resend} sends a correction.`;
      return deliveries.length > 0
        ? `${left(deliveries)}${resendAdvice(resend, deliveries)}`
        : nothingSent(run, resend);
  }
}

function nothingSent({ reason, error }: RunRecord['run'], resend: string): string {
  const what = [SENTENCES[reason] ?? `Nothing was sent: ${reason}.`, error].filter(Boolean).join(' ');
  return what.includes(resend) ? what : `${what} ${resend} tries again, once the cause is fixed.`;
}

/** Reasons whose message already says what to do. */
const ADVISED = ['target-gone', 'content-gone', 'content-damaged'];

function resendAdvice(resend: string, deliveries: readonly Delivery[]): string {
  const owed = deliveries.filter(isOwed);
  const behind = ({ kind, target, slice, position, reason }: Delivery) =>
    reason === 'earlier-part' &&
    owed.some(
      (other) =>
        other.position < position && other.kind === kind && other.target === target && other.slice === slice,
    );
  const missing = owed.filter(
    (delivery) => delivery.state !== 'held' && !ADVISED.includes(delivery.reason) && !behind(delivery),
  );
  return missing.length > 0 ? ` ${resend} sends what is missing, once the cause is fixed.` : '';
}

function left(deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return 'Nothing was sent yet.';
  const held = latest(deliveries).filter(({ state }) => state === 'held');
  const ask = held.map(({ id }) => `botdigest resolve ${id} --as delivered|failed|resend`);
  return [
    'Not everything was delivered.',
    ...(held.length > 0 ? [`Check whether it arrived, then: ${ask.join('; ')}.`] : []),
  ].join(' ');
}

const SENTENCES: Readonly<Record<string, string>> = {
  corrected: 'The correction was delivered to all who had it with figures missing.',
  'no-targets': 'This digest has no `deliver:` entry, so nothing was sent.',
  'empty-digest': 'The window holds no conversations and `onEmpty` is skip: nothing was sent.',
  'incomplete-digest': 'A report is missing and `onGap` is hold: nothing was sent.',
  'nothing-fetched': 'Nothing could be fetched, so nothing was sent.',
};
