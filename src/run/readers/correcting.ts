import type { Channels } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import type { Delivery, PlannedDelivery } from '../../ledger/model/delivery.js';
import type { Run } from '../../ledger/model/run.js';
import { mayHaveArrived } from '../../ledger/model/states.js';
import { latest } from '../../ledger/steps/editions.js';
import type { Slot } from '../../schedule/slot.js';
import { type Destination, destinationOf } from './destination.js';
import { idempotencyKey } from './idempotency.js';
import { type DigestSlice, sliceNamed } from './slices.js';

/** Who is to get a corrected digest in the place of one from which figures were missing. */
export interface Correcting {
  /** Of the correction, larger than any before. */
  readonly edition: number;
  /** The parts that it takes the place of. */
  readonly parts: readonly Replaced[];
}

type Replaced = Pick<Delivery, 'kind' | 'target' | 'slice' | 'part' | 'origin'> & {
  /** Whether the reader has it, or may have it. */
  readonly sent: boolean;
};

export function correctingOf(
  { correcting }: Pick<Run, 'correcting'>,
  deliveries: readonly Delivery[],
): Correcting {
  const targets: readonly string[] | null = JSON.parse(correcting ?? '[]');
  const parts = latest(deliveries)
    .filter(({ target, incomplete }) => incomplete === 1 && (targets?.includes(target) ?? true))
    .map(({ kind, target, slice, part, origin, state }) => ({
      kind,
      target,
      slice,
      part,
      origin,
      sent: mayHaveArrived({ state }),
    }));
  return { edition: Math.max(0, ...deliveries.map(({ edition }) => edition)) + 1, parts };
}

/** The slices that are to be corrected, as far as the configuration has them. */
export function slicesToCorrect(digest: DigestConfig, { parts }: Correcting): readonly DigestSlice[] {
  const names = [...new Set(parts.map(({ slice }) => slice))];
  return names.flatMap((name) => sliceNamed(digest, name) ?? []);
}

/** Whether somebody has the slice incomplete: nobody else is told of a correction. */
export const isMarked = ({ parts }: Correcting, name: string): boolean =>
  parts.some(({ slice, sent }) => slice === name && sent);

/** Who gets the correction of a slice, under the addresses that they have it under. */
export function readersToCorrect(
  { parts }: Correcting,
  name: string,
  { digest, channels }: { readonly digest: DigestConfig; readonly channels: Channels },
): readonly Destination[] {
  const readers = new Map<string, Destination>();
  for (const part of parts) {
    if (part.slice !== name) continue;
    const found = destinationOf(part, digest, channels);
    const { kind, target: address, origin } = part;
    if (found)
      readers.set(`${kind} ${address}`, {
        ...found,
        target: { kind, address },
        origin: origin ?? found.origin,
      });
  }
  return [...readers.values()];
}

/**
 * What a correction would bring to those whom the configuration no longer names: nothing is in it, so that it fails and they are named. Slices
 * that still lack figures are left for later.
 */
export function forNobody(
  { edition, parts }: Correcting,
  { slot, open, digest, channels }: Nobody,
): PlannedDelivery[] {
  const gone = parts.filter(
    (part) => !open.includes(part.slice) && destinationOf(part, digest, channels) === null,
  );
  return gone.map(({ sent: _sent, kind, target, slice, part, origin }) => ({
    ...{ kind, target, slice, part, origin, edition },
    body: null,
    attachments: null,
    incomplete: 1,
    idempotencyKey: idempotencyKey({ slot, slice, target: { kind, address: target }, part, edition }),
  }));
}

interface Nobody {
  readonly slot: Slot;
  /** Slices that still lack figures. */
  readonly open: readonly string[];
  readonly digest: DigestConfig;
  readonly channels: Channels;
}
