import type { Secret } from '../../lib/secret.js';

/** Where files go, and with which keys. */
export interface S3Place {
  readonly bucket: string;
  /** Scheme and host of requests. */
  readonly origin: string;
  /** What the path of each request begins with: `/bucket` in path style, else nothing. */
  readonly base: string;
  /** What keys begin with, without a slash at the end; may be empty. */
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: Secret;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret | null;
  /** Longest time for storing one file, ms. */
  readonly timeout: number;
  /** `s3://bucket/prefix`; of another store its URL. */
  readonly address: string;
}

/** The part of an entry that says where files go. */
export interface PlaceParts {
  readonly bucket?: string | undefined;
  readonly prefix?: string | undefined;
  readonly endpoint?: string | undefined;
}

export const placeAddress = ({ bucket = '', prefix = '', endpoint }: PlaceParts): string =>
  [endpoint === undefined ? 's3:/' : endpoint, bucket, prefix].filter((part) => part !== '').join('/');

/** Undoes `placeAddress`; null when it is none. */
export function readAddress(address: string): PlaceParts | null {
  const [, endpoint, bucket, prefix] = /^(s3:\/|https?:\/\/[^/]+)\/([^/]+)(?:\/(.*))?$/.exec(address) ?? [];
  if (bucket === undefined) return null;
  return { bucket, prefix, endpoint: endpoint === 's3:/' ? undefined : endpoint };
}

/** Keys that belong together: an entry that gives one of them takes none from the block. */
const CREDENTIALS = [
  'accessKeyId',
  'secretAccessKey',
  'secretAccessKeyFile',
  'sessionToken',
  'sessionTokenFile',
];

/** An entry's keys, completed by the block's. */
export function withBlock<Keys extends object>(entry: Keys, block: Partial<Keys>): Keys {
  const shared = given(block).filter(([key]) => !(hasCredentials(entry) && CREDENTIALS.includes(key)));
  return Object.fromEntries([...shared, ...given(entry)]) as Keys;
}

export const hasCredentials = (entry: object): boolean =>
  given(entry).some(([key]) => CREDENTIALS.includes(key));

const given = (keys: object) => Object.entries(keys).filter(([, value]) => value !== undefined);

/** Scheme and host of S3 itself in a region, by the partition it is in. */
export function awsOrigin(region: string): string {
  if (region.startsWith('cn-')) return `https://s3.${region}.amazonaws.com.cn`;
  return `https://s3.${region}.${region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com'}`;
}
