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

/** The slice of that name; null when the configuration has none. Without a name it is the digest as it is, also where all its readers get others. */
export function sliceNamed(digest: DigestConfig, name: string): DigestSlice | null {
  const asItIs = name === '' ? { name, config: digest } : null;
  return slicesOf(digest).find((slice) => slice.name === name) ?? asItIs;
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
