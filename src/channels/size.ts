import type { Artifact } from '../render/artifact.js';

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
