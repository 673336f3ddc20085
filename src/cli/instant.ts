import { UserError } from '../lib/errors.js';

/** Reads `--at`: an ISO 8601 instant with its offset or Z, as epoch ms. */
export function parseInstant(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at)) {
    const message = `"${text}" is not an instant; write it with its offset, such as 2026-11-23T08:00:00+01:00.`;
    throw new UserError('usage', message, { exitCode: 2 });
  }
  return at;
}

/** A digest made on demand is for the running minute, so that two commands in a row make the same digest. */
export function currentMinute(now: number): number {
  return Math.floor(now / 60_000) * 60_000;
}
