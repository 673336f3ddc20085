import { z } from 'zod';
import { parseUrl } from '../values/address.js';
import { filePath, measured, secret, textValue, type ValueFault } from '../values/leaf.js';

const LISTEN = /^(\[[0-9a-fA-F:.]+\]|[^\s:/[\]]+):(\d{1,5})$/;

/** Host and port of `127.0.0.1:8080` or `[::1]:8080`; null when it is neither. */
export function parseListen(value: string): { readonly host: string; readonly port: number } | null {
  const [, host = '', digits = ''] = LISTEN.exec(value) ?? [];
  const port = Number(digits);
  return host === '' || port > 65_535 ? null : { host: host.replace(/^\[|\]$/g, ''), port };
}

/** A DNS name without port; underscores are allowed because container names have them. */
const HOST_NAME =
  /^(?=.{1,253}\.?$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?$/;

const NO_HOST_NAME =
  '{value} is not a host name such as botdigest.example.com: no https://, port or wildcard, other letters in punycode';

function baseUrlFault(value: string): ValueFault | null {
  const url = parseUrl(value);
  if (url === null || !/^https?:$/.test(url.protocol))
    return { message: 'must be a URL such as https://botdigest.example.com' };
  if (url.username !== '' || url.password !== '')
    return { message: 'must not carry a user name or password' };
  return url.search || url.hash ? { message: 'must not carry a query or fragment' } : null;
}

const listening = z.strictObject({
  listen: measured((value) =>
    parseListen(value) ? null : { message: '{value} is not an address such as 127.0.0.1:8080' },
  )
    .meta({ pattern: LISTEN.source })
    .prefault('127.0.0.1:8080')
    .describe('Address and port, such as 127.0.0.1:8080; port 0 picks a free one.'),
  hosts: z
    .array(
      textValue((value) => (HOST_NAME.test(value) ? null : { message: NO_HOST_NAME })).meta({
        pattern: HOST_NAME.source,
      }),
    )
    .prefault([])
    .describe('Accepted Host names; IP addresses and localhost are always accepted.'),
  baseUrl: z
    .union([z.literal('').transform(() => null), textValue(baseUrlFault)])
    .optional()
    .describe(
      'Where people open the page, such as https://botdigest.example.com; its name may be asked for.',
    ),
  password: z
    .union([z.literal('').transform(() => null), secret()])
    .optional()
    .describe('Password of the console, which then has buttons; empty for none.'),
  passwordFile: filePath().optional().describe('A file that holds the password, such as a mounted secret.'),
  metrics: z.enum(['on', 'off']).prefault('on').describe('Whether /metrics is served; it needs no sign-in.'),
});

export const server = z
  .union([z.literal('off'), listening], {
    error: ({ input }) => (input === null ? undefined : 'must be off, or { listen: 127.0.0.1:8080 }'),
  })
  .prefault({})
  .describe('Where `start` serves the console, health and metrics; off serves nothing.');
