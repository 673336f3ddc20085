import { isIP } from 'node:net';
import type { Issue } from '../../config/problem.js';
import { type Untyped, word } from '../../config/read/untyped.js';
import { parseUrl } from '../../config/values/address.js';
import type { ValueFault } from '../../config/values/leaf.js';
import { awsRegionFault } from './faults.js';
import { hasCredentials, placeAddress, withBlock } from './place.js';

/** The address of an unvalidated entry; null without a bucket. */
export function entryAddress(entry: Untyped, block: Untyped): string | null {
  const whole = withBlock(entry, block);
  const bucket = word(whole.bucket);
  const prefix = word(whole.prefix)?.replace(/\/$/, '');
  const endpoint = parseUrl(word(whole.endpoint) ?? '')?.origin;
  return bucket === null ? null : placeAddress({ bucket, prefix, endpoint });
}

/** Issues of an unvalidated entry together with the block. */
export function entryIssues(entry: Untyped, block: Untyped): readonly Issue[] {
  const whole = withBlock(entry, block);
  const faults = [
    ...('endpoint' in whole ? endpointFaults(whole) : awsFaults(whole)),
    ...dottedFaults(whole),
  ];
  return [...missing(entry, whole), ...sessionIssues(whole), ...faults.map((fault) => issueOf(fault, entry))];
}

function missing(entry: Untyped, whole: Untyped): Issue[] {
  const ownKeys = hasCredentials(entry);
  const wanted = ['bucket', ...('endpoint' in whole ? [] : ['region']), 'accessKeyId', 'secretAccessKey'];
  return wanted
    .filter((key) => !(key in whole) && !(`${key}File` in whole))
    .map((key) => ({
      path: [key],
      message:
        ownKeys && /Key/.test(key)
          ? 'is missing; an entry takes all of an access key from the block “s3:”, or gives all of it itself'
          : 'is missing; give it here, or for all entries in the block “s3:” at the top level of the file',
    }));
}

function sessionIssues(whole: Untyped): Issue[] {
  const temporary = word(whole.accessKeyId)?.startsWith('ASIA') ?? false;
  if (!temporary || 'sessionToken' in whole || 'sessionTokenFile' in whole) return [];
  return [{ path: ['sessionToken'], message: 'is missing: the access key is a temporary one (ASIA…)' }];
}

/** What is wrong with a key of the entry, or of the block where the entry leaves it out. */
interface KeyFault extends ValueFault {
  readonly key: string;
}

function awsFaults({ bucket, region }: Untyped): KeyFault[] {
  const fault = awsRegionFault(word(region) ?? 'us-east-1');
  const underscore = word(bucket)?.includes('_') ?? false;
  return [
    ...(fault === null ? [] : [{ key: 'region', ...fault }]),
    ...(underscore
      ? [{ key: 'bucket', message: '{value} has an underscore, which no bucket of AWS has' }]
      : []),
  ];
}

function endpointFaults({ bucket, endpoint, pathStyle }: Untyped): KeyFault[] {
  const host = parseUrl(word(endpoint) ?? '')?.hostname ?? '';
  if (isIP(host.replace(/[[\]]/g, '')) !== 0 && String(pathStyle) === 'false') {
    const message = 'cannot be false: the endpoint is an IP address, before which no name can stand';
    return [{ key: 'pathStyle', message }];
  }
  const name = word(bucket);
  if (name === null || !host.startsWith(`${name}.`)) return [];
  return [{ key: 'endpoint', message: 'begins with the bucket: give the address of the store without it' }];
}

/** A certificate covers one label before the host of a store. */
function dottedFaults(whole: Untyped): KeyFault[] {
  const { bucket, pathStyle = 'endpoint' in whole } = whole;
  if (!word(bucket)?.includes('.') || String(pathStyle) === 'true') return [];
  const message =
    '{value} has a dot, and the store’s certificate covers no such name before its host: set pathStyle: true';
  return [{ key: 'bucket', message }];
}

function issueOf({ key, ...fault }: KeyFault, entry: Untyped): Issue {
  if (key in entry) return { path: [key], ...fault };
  const said = fault.message.replace(/^\{value\} /, '');
  return { path: [], message: `takes ${key} from the block “s3:”, which ${said}` };
}
