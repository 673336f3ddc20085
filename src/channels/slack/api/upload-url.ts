import { isLoopback } from '../../../lib/net/loopback.js';

/** Where a file may be posted to, or why not there. */
export type UploadUrl =
  | { readonly ok: true; readonly href: string }
  | { readonly ok: false; readonly problem: string };

/**
 * Judges the upload address that an answer of Slack's names: https, and this machine only when `apiUrl` is on this machine too. Whoever
 * answers in Slack's place must not have files posted into the operator's network.
 */
export function uploadUrl(text: string, apiUrl: string): UploadUrl {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return no('the upload address is no URL');
  if (url.username !== '' || url.password !== '') return no('the upload address holds a user or a password');
  const api = new URL(apiUrl);
  const here = isThisMachine(url.hostname);
  if (here && !isLoopback(api.hostname)) return no('the upload address is on this machine');
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && here && api.protocol === 'http:');
  return secure ? { ok: true, href: url.href } : no('the upload address is not https');
}

const no = (problem: string): UploadUrl => ({ ok: false, problem });

/** Also by the addresses that stand for it: `0.0.0.0`, `[::]` and IPv4 within IPv6. */
const isThisMachine = (host: string): boolean =>
  isLoopback(host) || /^(0\.0\.0\.0|\[::\]|\[::ffff:(7f[0-9a-f]{2}:[0-9a-f]+|0:0)\])$/.test(host);
