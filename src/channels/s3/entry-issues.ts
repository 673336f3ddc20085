import { isIP } from 'node:net';
import type { Issue } from '../../config/problem.js';
import { type Untyped, word } from '../../config/read/untyped.js';
import { parseUrl } from '../../config/values/address.js';
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
  const at = (key: string) => (key in entry ? [key] : []);
  return [
    ...missing(entry, whole),
    ...('endpoint' in whole ? endpointIssues(whole, at) : awsIssues(whole, at)),
    ...sessionIssues(whole),
    ...dottedIssues(whole, at),
  ];
}

/** The path of a key that the entry gives; of the whole entry for one of the block. */
type At = (key: string) => string[];

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

function awsIssues({ bucket, region }: Untyped, at: At): Issue[] {
  const fault = awsRegionFault(word(region) ?? 'us-east-1');
  return [
    ...(fault === null ? [] : [issueOf(fault, at('region'), 'region')]),
    ...(word(bucket)?.includes('_')
      ? [
          issueOf(
            { message: '{value} has an underscore, which no bucket of AWS has' },
            at('bucket'),
            'bucket',
          ),
        ]
      : []),
  ];
}

function endpointIssues({ bucket, endpoint, pathStyle }: Untyped, at: At): Issue[] {
  const host = parseUrl(word(endpoint) ?? '')?.hostname ?? '';
  const name = word(bucket);
  if (isIP(host.replace(/[[\]]/g, '')) !== 0 && String(pathStyle) === 'false') {
    const message = 'cannot be false: the endpoint is an IP address, before which no name can stand';
    return [issueOf({ message }, at('pathStyle'), 'pathStyle')];
  }
  if (name === null || !host.startsWith(`${name}.`)) return [];
  const message = 'begins with the bucket: give the address of the store without it';
  return [issueOf({ message }, at('endpoint'), 'endpoint')];
}

function sessionIssues(whole: Untyped): Issue[] {
  const temporary = word(whole.accessKeyId)?.startsWith('ASIA') ?? false;
  if (!temporary || 'sessionToken' in whole || 'sessionTokenFile' in whole) return [];
  return [{ path: ['sessionToken'], message: 'is missing: the access key is a temporary one (ASIA…)' }];
}

/** A certificate covers one label before the host of a store. */
function dottedIssues(whole: Untyped, at: At): Issue[] {
  const { bucket, pathStyle = 'endpoint' in whole } = whole;
  if (!word(bucket)?.includes('.') || String(pathStyle) === 'true') return [];
  const message =
    '{value} has a dot, and the store’s certificate covers no such name before its host: set pathStyle: true';
  return [issueOf({ message }, at('bucket'), 'bucket')];
}

/** An issue at a key of the entry, or at the entry with the name of the block's key. */
function issueOf(fault: Omit<Issue, 'path'>, path: string[], key: string): Issue {
  if (path.length > 0) return { path, ...fault };
  return { ...fault, path, message: `takes ${key} from the block “s3:”, which ${blockWords(fault.message)}` };
}

const blockWords = (message: string) => message.replace(/^\{value\} /, '');
