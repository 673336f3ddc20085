import { isIP } from 'node:net';
import { parseUrl, webFault } from '../../config/values/address.js';
import type { ValueFault } from '../../config/values/leaf.js';

const BUCKET = /^(?!.*\.\.)[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/;

/** What is wrong with the name of a bucket, for any store. */
export function bucketFault(value: string): ValueFault | null {
  const inside = nameInAddress(value);
  if (inside !== null)
    return { message: '{value} is an address; the name of the bucket alone is wanted', ...suggested(inside) };
  const [name = '', ...rest] = value.split('/');
  if (rest.length > 0)
    return {
      message: '{value} holds more than the bucket: the rest belongs under prefix',
      ...suggested(name),
    };
  if (isIP(value) !== 0) return { message: '{value} is an IP address, not the name of a bucket' };
  if (BUCKET.test(value)) return null;
  const message =
    '{value} is not the name of a bucket: 3 to 63 lower-case letters, digits, hyphens and single dots';
  return { message, ...suggested(value.toLowerCase()) };
}

const suggested = (name: string) => (BUCKET.test(name) ? { suggestion: name } : {});

/** The bucket within an ARN, an `s3://` address or a URL; empty when there is none to see, null when it is no address. */
function nameInAddress(value: string): string | null {
  const [, named] = /^(?:arn:[^:]*:s3:::|s3:\/\/|gs:\/\/)([^/]*)/i.exec(value) ?? [];
  if (named !== undefined) return named;
  if (/^arn:/i.test(value)) return '';
  const url = /^https?:\/\//i.test(value) ? parseUrl(value) : null;
  if (url === null) return null;
  const [, host] = /^(.+)\.s3[.-]/.exec(url.hostname) ?? [];
  return host ?? url.pathname.split('/')[1] ?? '';
}

/** Longest prefix in bytes: a key has at most 1,024. */
const MAX_PREFIX = 500;

export function prefixFault(value: string): ValueFault | null {
  if (/^[a-z0-9]+:\/\//i.test(value))
    return { message: '{value} is an address; only what follows the bucket is wanted' };
  if (value.startsWith('/'))
    return { message: '{value} begins with a slash', suggestion: value.replace(/^\/+/, '') };
  if (value.includes('\\'))
    return { message: '{value} holds a backslash', suggestion: value.replaceAll('\\', '/') };
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(value)) return { message: 'holds a character that does not show' };
  const parts = value.replace(/\/$/, '').split('/');
  if (parts.some((part) => part.trim() !== part || /^\.{0,2}$/.test(part)))
    return { message: '{value} has a part that is empty, a dot, two dots, or begins or ends with a space' };
  return Buffer.byteLength(value) > MAX_PREFIX ? { message: `must have at most ${MAX_PREFIX} bytes` } : null;
}

const REGION = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const AWS_REGION = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
/** Longer texts are something else, such as a secret, of which nothing may be suggested. */
const MAX_REGION = 32;
const ZONE = /^([a-z]{2,4}(?:-[a-z]+)+-\d)[a-z]$/;

/** What is wrong with a region, for any store. */
export function regionFault(value: string): ValueFault | null {
  const [, region] = ZONE.exec(value) ?? [];
  if (region !== undefined) return { message: '{value} is an availability zone', suggestion: region };
  if (REGION.test(value)) return null;
  const guess = value
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, '-');
  const message = '{value} is not a region such as eu-central-1';
  return REGION.test(guess) && guess.length <= MAX_REGION ? { message, suggestion: guess } : { message };
}

/** What is wrong with a region of AWS, besides `regionFault`. */
export function awsRegionFault(value: string): ValueFault | null {
  if (AWS_REGION.test(value) || regionFault(value) !== null) return null;
  const guess = value.replace(/([a-z])(\d{1,2})$/, '$1-$2');
  const message = '{value} is no region of AWS such as eu-central-1; for another store, give its endpoint';
  return AWS_REGION.test(guess) ? { message, suggestion: guess } : { message };
}

export function endpointFault(value: string): ValueFault | null {
  const fault = webFault(value);
  const url = parseUrl(value);
  if (fault !== null || url === null) return fault;
  return url.pathname === '/' && url.search === '' && url.hash === ''
    ? null
    : {
        message: 'must end after the host: bucket and prefix have keys of their own',
        suggestion: url.origin,
      };
}

/** The messages about keys repeat nothing of them. */
export function accessKeyIdFault(value: string): string | null {
  if (/^(?=.*[a-z])[A-Za-z0-9+/]{40}$|^[0-9a-f]{64}$/.test(value))
    return 'looks like a secret access key, which belongs under secretAccessKey';
  if (/^(AKIA|ASIA)/.test(value) && !AWS_KEY_ID.test(value))
    return `has ${value.length} characters; an access key id of AWS has 20 capital letters and digits`;
  return addressFault(value);
}

export function secretAccessKeyFault(value: string): string | null {
  return AWS_KEY_ID.test(value) || /^GOOG[A-Z0-9]{20,}$/.test(value)
    ? 'looks like an access key id, which belongs under accessKeyId'
    : addressFault(value);
}

const AWS_KEY_ID = /^(AKIA|ASIA)[A-Z0-9]{16}$/;

const addressFault = (value: string): string | null =>
  /^(arn:|[a-z0-9]+:\/\/)/i.test(value) ? 'is an address, not a key' : null;
