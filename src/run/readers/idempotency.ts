import type { Target } from '../../channels/channel.js';
import { sha256 } from '../../lib/hash.js';
import { type Slot, slotKey } from '../../schedule/slot.js';

/** One part of what one target gets for a slot. */
export interface DeliveryKey {
  readonly slot: Slot;
  readonly slice: string;
  readonly target: Target;
  readonly part: string;
  /** How many times the same was meant for them before; left out, it is the first. */
  readonly repetition?: number;
  /** 0 for the digest as it is first sent, n for its n-th correction. */
  readonly edition?: number;
}

/** The same for every attempt at this part of this edition for this slot, slice and target, whoever makes it. */
export function idempotencyKey(key: DeliveryKey): string {
  const { slot, slice, target, part, edition = 0, repetition = 0 } = key;
  const names = [slotKey(slot), ...(slice ? [slice] : []), target.kind, target.address, part];
  if (edition > 0) names.push(`correction ${edition}`);
  if (repetition > 0) names.push(`again ${repetition}`);
  return sha256(names.join('\n')).slice(0, 32);
}
