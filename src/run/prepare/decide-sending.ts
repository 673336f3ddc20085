import type { DigestConfig } from '../../config/config.js';
import type { PreparedSlice } from './composition.js';
import { gapMessages, mayPass, mayPassInPart, nothingFetched } from './gaps.js';

/** Why nothing is sent of what was fetched. */
export interface HeldBack {
  readonly state: 'failed' | 'skipped';
  readonly reason: 'nothing-fetched' | 'incomplete-digest' | 'incomplete' | 'empty-digest';
  readonly error: string | null;
  /** Whether fetching again later may help. */
  readonly passing: boolean;
}

/** What goes out, or why nothing does. */
export type SendingDecision =
  | { readonly kind: 'send'; readonly slices: readonly PreparedSlice[] }
  | { readonly kind: 'held'; readonly held: HeldBack };

interface Policy extends Pick<DigestConfig, 'onEmpty' | 'onGap'> {
  /** Whether it rather waits for figures that may still come than goes without. */
  readonly patient: boolean;
}

export function decideSending(
  slices: readonly PreparedSlice[],
  { onEmpty, onGap, patient }: Policy,
): SendingDecision {
  if (slices.every(({ snapshot }) => nothingFetched(snapshot))) return lacking('nothing-fetched', slices);
  const incomplete = slices.filter(({ digest }) => digest.incomplete);
  if (onGap === 'hold' && incomplete.length > 0) return lacking('incomplete-digest', incomplete);
  if (patient && incomplete.some(({ snapshot }) => mayPassInPart(snapshot)))
    return lacking('incomplete', incomplete);
  const full = slices.filter(({ digest }) => onEmpty === 'send' || !digest.empty || digest.incomplete);
  if (full.length > 0) return { kind: 'send', slices: full };
  return { kind: 'held', held: { state: 'skipped', reason: 'empty-digest', error: null, passing: false } };
}

/** Of a correction only what is whole by now is worth sending. */
export function siftCorrected(slices: readonly PreparedSlice[]): SendingDecision {
  const whole = slices.filter(({ digest }) => !digest.incomplete);
  return whole.length > 0 ? { kind: 'send', slices: whole } : lacking('incomplete', slices);
}

function lacking(reason: HeldBack['reason'], slices: readonly PreparedSlice[]): SendingDecision {
  const messages = gapMessages(slices.map(({ snapshot }) => snapshot));
  const passing = reason === 'incomplete' || slices.every(({ snapshot }) => mayPass(snapshot));
  return { kind: 'held', held: { state: 'failed', reason, error: messages.join(' ') || null, passing } };
}
