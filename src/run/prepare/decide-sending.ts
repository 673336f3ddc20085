import type { ComposedSlice } from './compose.js';
import { gapMessages, mayPass, mayPassInPart, nothingFetched } from './gaps.js';
import type { SendingPolicy } from './sending-policy.js';

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
  | { readonly kind: 'send'; readonly slices: readonly ComposedSlice[] }
  | { readonly kind: 'held'; readonly held: HeldBack };

export function decideSending(slices: readonly ComposedSlice[], policy: SendingPolicy): SendingDecision {
  if (isBlank(slices, policy)) return lacking('nothing-fetched', slices);
  const { onEmpty, onGap, patient } = policy;
  const incomplete = slices.filter(({ digest }) => digest.incomplete);
  if (onGap === 'omit') return wholeOf(slices);
  const holding = onGap === 'hold' ? incomplete : onGap === 'hold-reports' ? slices.filter(hasGap) : [];
  if (holding.length > 0) return lacking('incomplete-digest', holding);
  if (patient && incomplete.some(({ snapshot }) => mayPassInPart(snapshot)))
    return lacking('incomplete', incomplete);
  const full = slices.filter(({ digest }) => onEmpty === 'send' || !digest.empty || digest.incomplete);
  if (full.length > 0) return { kind: 'send', slices: full };
  return { kind: 'held', held: { state: 'skipped', reason: 'empty-digest', error: null, passing: false } };
}

function isBlank(slices: readonly ComposedSlice[], { onBlank }: SendingPolicy): boolean {
  if (onBlank === 'show') return false;
  const needed = onBlank === 'omit' ? slices : slices.slice(0, 1);
  return needed.every(({ snapshot }) => nothingFetched(snapshot));
}

const hasGap = ({ snapshot }: ComposedSlice) => gapMessages([snapshot]).length > 0;

function wholeOf(slices: readonly ComposedSlice[]): SendingDecision {
  const whole = slices.filter(({ digest }) => !digest.incomplete);
  return whole.length > 0 ? { kind: 'send', slices: whole } : lacking('incomplete', slices);
}

function lacking(reason: HeldBack['reason'], slices: readonly ComposedSlice[]): SendingDecision {
  const messages = gapMessages(slices.map(({ snapshot }) => snapshot));
  const passing = reason === 'incomplete' || slices.every(({ snapshot }) => mayPass(snapshot));
  return { kind: 'held', held: { state: 'failed', reason, error: messages.join(' ') || null, passing } };
}
