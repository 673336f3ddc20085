import { z } from 'zod';
import { measured } from './leaf.js';

const LISTEN = /^(\[[0-9a-fA-F:.]+\]|[^\s:/[\]]+):(\d{1,5})$/;

/** Host and port of `127.0.0.1:8080` or `[::1]:8080`; null when it is neither. */
export function parseListen(value: string): { readonly host: string; readonly port: number } | null {
  const [, host = '', digits = ''] = LISTEN.exec(value) ?? [];
  const port = Number(digits);
  return host === '' || port > 65_535 ? null : { host: host.replace(/^\[|\]$/g, ''), port };
}

const listening = z.strictObject({
  listen: measured((value) =>
    parseListen(value) ? null : { message: '{value} is not an address such as 127.0.0.1:8080' },
  )
    .meta({ pattern: LISTEN.source })
    .describe('Address and port, such as 127.0.0.1:8080; port 0 takes a free one.'),
});

export const server = z
  .union([z.literal('off'), listening], {
    error: ({ input }) => (input === null ? undefined : 'must be off, or { listen: 127.0.0.1:8080 }'),
  })
  .prefault({ listen: '127.0.0.1:8080' })
  .describe('Where `start` serves health, metrics and the status page; off serves nothing.');
