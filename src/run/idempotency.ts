import type { Target } from '../deliver/deliverer.js';
import { sha256 } from '../lib/hash.js';
import { type Slot, slotKey } from '../schedule/slot.js';

/** One part of what one target gets for a slot. */
export interface DeliveryKey {
  readonly slot: Slot;
  readonly slice: string;
  readonly target: Target;
  readonly part: string;
  /** How many times the same was meant for them before; left out, it is the first. */
  readonly repetition?: number;
}

/** The same for every attempt at this part for this slot, slice and target, whoever makes it. */
export function idempotencyKey({ slot, slice, target, part, repetition = 0 }: DeliveryKey): string {
  const names = [slotKey(slot), ...(slice ? [slice] : []), target.kind, target.address, part];
  if (repetition > 0) names.push(`again ${repetition}`);
  return sha256(names.join('\n')).slice(0, 32);
}
