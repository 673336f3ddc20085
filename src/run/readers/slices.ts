import { alertOf } from '../../alerts/check-name.js';
import type { BotConfig, DigestConfig } from '../../config/config.js';

/** A digest as some of its readers get it; `config.deliver` holds their entries only. */
export interface DigestSlice {
  /** Empty for the digest as it is. */
  readonly name: string;
  readonly config: DigestConfig;
}

/** The digest in each form that its readers get, in the order of the file; as it is where nobody is to get it. */
export function slicesOf(digest: DigestConfig): readonly DigestSlice[] {
  const names = [...new Set(digest.deliver.map(({ slice }) => slice.name))];
  if (names.length === 0) return [{ name: '', config: digest }];
  return names.map((name) => {
    const deliver = digest.deliver.filter(({ slice }) => slice.name === name);
    return { name, config: { ...digest, ...deliver[0]?.slice.changes, deliver } };
  });
}

/** The name of a slice that differs by both. */
export const slicesNamed = (one: string, other: string): string => [one, other].filter(Boolean).join('_');

/** Stands between the message of an alert's check and the slice of its readers: `firing~pl-PL`. */
const MESSAGE_END = '~';

/** The name of what readers get of one message of a check. */
export const messageSlice = (message: string, readers: string): string =>
  readers === '' ? message : `${message}${MESSAGE_END}${readers}`;

/** The slice of the same readers for another message. */
export function withMessage(slice: string, message: string): string {
  const end = slice.indexOf(MESSAGE_END);
  return end < 0 ? message : message + slice.slice(end);
}

/** The slice of readers that a delivery's slice is for: a check sends several messages to each. */
export function readerSlice({ id }: Pick<DigestConfig, 'id'>, slice: string): string {
  if (alertOf(id) === null) return slice;
  const end = slice.indexOf(MESSAGE_END);
  return end < 0 ? '' : slice.slice(end + 1);
}

/** The slice of that name; null when the configuration has none. Without a name it is the digest as it is, also where all its readers get others. */
export function sliceNamed(digest: DigestConfig, name: string): DigestSlice | null {
  const readers = readerSlice(digest, name);
  const asItIs = readers === '' ? { name, config: digest } : null;
  const found = slicesOf(digest).find((slice) => slice.name === readers);
  return found ? { ...found, name } : asItIs;
}

/** The slices that see the same clocks, and every bot that any of them shows. */
export interface ZoneSlices {
  readonly zone: string;
  readonly bots: readonly BotConfig[];
}

/** What is to be fetched for slices: each zone once, with each bot once. */
export function zonesOf(slices: readonly DigestSlice[]): readonly ZoneSlices[] {
  const zones = [...new Set(slices.map(({ config }) => config.timezone))];
  return zones.map((zone) => {
    const shown = slices.flatMap(({ config }) => (config.timezone === zone ? config.bots : []));
    return { zone, bots: [...new Map(shown.map((bot) => [bot.id, bot])).values()] };
  });
}
