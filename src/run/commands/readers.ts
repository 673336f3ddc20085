import { alertOf } from '../../alerts/check-name.js';
import type { Channels } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import type { StoredPause } from '../../ledger/ledger.js';
import type { Timetable } from '../../schedule/due.js';
import { nextUnpaused } from '../../schedule/pause.js';
import { nextScheduled } from '../../schedule/schedule.js';
import { destinationsOf } from '../readers/destination.js';
import { type DigestSlice, slicesOf } from '../readers/slices.js';
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
  /** The next slot that is not left out, epoch ms; null without one. Of an alert, when it is checked next. */
  readonly next: number | null;
  /** Why there is no next one: the digest has no schedule, its schedule has ended, or it is paused without an end. */
  readonly noNext: 'on demand' | 'ended' | 'paused' | null;
}

interface Asked {
  readonly channels: Channels;
  /** What people leave out, of any digest. */
  readonly leftOut: readonly StoredPause[];
  /** Epoch ms. */
  readonly now: number;
}

/** Everybody who gets something, each once, in the order of the file. `digests` holds the checks of alerts as well. */
export function readersOf(digests: Iterable<DigestConfig>, asked: Asked): readonly ReaderEntry[] {
  const { channels } = asked;
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
        const received = receivedOf(digest, { name, config }, asked);
        (alert === null ? reader.digests : reader.alerts).push({ ...received, id: alert ?? digest.id });
      }
  return [...readers.values()];
}

function receivedOf(digest: DigestConfig, { name, config }: DigestSlice, { leftOut, now }: Asked): Received {
  const { formats, locale, timezone } = config;
  const timetable = timetableOf(digest, leftOut);
  const next = timetable && nextUnpaused(timetable, now);
  return {
    id: digest.id,
    slice: name,
    formats: formats.map(({ kind }) => kind),
    locale,
    timezone,
    next,
    noNext: next === null ? reasonOf(timetable, now) : null,
  };
}

function reasonOf(timetable: Timetable | null, now: number): Received['noNext'] {
  if (timetable === null) return 'on demand';
  return nextScheduled(timetable, now, 1).length === 0 ? 'ended' : 'paused';
}
