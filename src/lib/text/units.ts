const DURATIONS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const SIZES = { B: 1, KB: 1000, MB: 1_000_000, GB: 1_000_000_000 } as const;

/** What `parseDuration` accepts, for the JSON Schema: `250ms`, `30s`, `15m`, `24h`, `90d`. */
export const DURATION_PATTERN = /^(\d{1,9})(ms|s|m|h|d)$/;

/** What `parseSize` accepts: `512KB`, `10MB`. */
export const SIZE_PATTERN = /^(\d{1,9})(B|KB|MB|GB)$/;

/** Milliseconds of `250ms`, `30s`, `15m`, `24h` or `90d`; null for anything else. */
export function parseDuration(text: string): number | null {
  return measure(text, DURATION_PATTERN, DURATIONS);
}

/** The shortest way to write so many milliseconds: `7d`, `36h`, `90s`. */
export function formatDuration(length: number): string {
  const units = Object.entries(DURATIONS).toReversed();
  const [unit, factor] = units.find(([, factor]) => length % factor === 0) ?? ['ms', 1];
  return `${length / factor}${unit}`;
}

/** Bytes of `500B`, `512KB`, `10MB` or `1GB` (1 KB is 1000 bytes); null for anything else. */
export function parseSize(text: string): number | null {
  return measure(text, SIZE_PATTERN, SIZES);
}

function measure(text: string, pattern: RegExp, units: Readonly<Record<string, number>>): number | null {
  const [, amount = '', unit = ''] = pattern.exec(text) ?? [];
  const factor = units[unit];
  const value = factor === undefined ? Number.NaN : Number(amount) * factor;
  return Number.isSafeInteger(value) ? value : null;
}
