import { alertOf } from '../../alerts/check-name.js';
import type { Channels } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import { nextUnpaused } from '../../schedule/pause.js';
import { destinationsOf } from '../readers/destination.js';
import { slicesOf } from '../readers/slices.js';
import { timetableOf } from '../schedule/timetable.js';

/** Somebody whom a configuration names, with what they get. */
export interface ReaderEntry {
  readonly kind: string;
  readonly address: string;
  readonly digests: readonly Received[];
  readonly alerts: readonly Received[];
}

/** What a reader gets of a digest, or of an alert. */
export interface Received {
  readonly id: string;
  /** Empty for the digest as it is. */
  readonly slice: string;
  /** Words of `formats:`; empty for a message alone. */
  readonly formats: readonly string[];
  readonly locale: string;
  readonly timezone: string;
  /** The next slot that is not paused, epoch ms; null without one. Of an alert, when it is checked next. */
  readonly next: number | null;
}

/** Everybody who gets something, each once, in the order of the file. `digests` holds the checks of alerts as well. */
export function readersOf(
  digests: Iterable<DigestConfig>,
  channels: Channels,
  now: number,
): readonly ReaderEntry[] {
  const readers = new Map<
    string,
    { kind: string; address: string; digests: Received[]; alerts: Received[] }
  >();
  for (const digest of digests)
    for (const { name, config } of slicesOf(digest))
      for (const { target } of destinationsOf(config, channels)) {
        const { kind, address } = target;
        const key = JSON.stringify([kind, channels.get(kind)?.identity(address)]);
        const reader = readers.get(key) ?? { kind, address, digests: [], alerts: [] };
        readers.set(key, reader);
        const alert = alertOf(digest.id);
        const received = receivedOf(digest, { name, config }, now);
        (alert === null ? reader.digests : reader.alerts).push({ ...received, id: alert ?? digest.id });
      }
  return [...readers.values()];
}

function receivedOf(
  digest: DigestConfig,
  { name, config }: { readonly name: string; readonly config: DigestConfig },
  now: number,
): Received {
  const { formats, locale, timezone } = config;
  const timetable = timetableOf(digest);
  return {
    id: digest.id,
    slice: name,
    formats: formats.map(({ kind }) => kind),
    locale,
    timezone,
    next: timetable && nextUnpaused(timetable, now),
  };
}
