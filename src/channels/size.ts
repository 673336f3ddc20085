import type { Artifact } from '../render/artifact.js';
/** Bytes for readers, in decimal units of their language: `12.3 MB`. */
export function sizeIn(locale: string, bytes: number): string {
  const [unit, step] = bytes < 1e6 ? (['kilobyte', 1e3] as const) : (['megabyte', 1e6] as const);
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 });
  return format.format(bytes / step);
}

/** Bytes for people, in decimal units: `512 bytes`, `31.4 kB`, `12.0 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 999_950 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** What a receipt notes about files that a message had no room for, none without any; `limit` is what it kept to. */
export function leftOutNotes(files: readonly Artifact[], limit: string): readonly string[] {
  if (files.length === 0) return [];
  const named = files.map(({ name, bytes }) => `${name} (${sizeText(bytes.length)})`).join(', ');
  return [`Left out to stay within ${limit}: ${named}.`];
}
