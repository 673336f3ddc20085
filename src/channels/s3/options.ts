import { z } from 'zod';
import type { ReaderKey, SecretOptions } from '../../config/channel-rules.js';
import { duration, filePath, flag, textValue, token } from '../../config/values/leaf.js';
import { Secret } from '../../lib/secret.js';
import { entryAddress } from './entry-issues.js';
import {
  accessKeyIdFault,
  bucketFault,
  endpointFault,
  prefixFault,
  regionFault,
  secretAccessKeyFault,
} from './faults.js';
import { awsOrigin, placeAddress, type S3Place, withBlock } from './place.js';

/** The options of `deliver: [{ s3: … }]`, and of the block: what an entry gives wins. */
export const s3Options = z.strictObject({
  bucket: textValue(bucketFault).optional().describe('Name of the bucket.'),
  prefix: textValue(prefixFault)
    .transform((prefix) => prefix.replace(/\/$/, ''))
    .optional()
    .describe('What the keys of all files begin with, such as reports/bots.'),
  region: textValue(regionFault)
    .optional()
    .describe('Region of the bucket, such as eu-central-1; us-east-1 when left out beside an endpoint.'),
  endpoint: textValue(endpointFault)
    .transform((url) => new URL(url).origin)
    .optional()
    .describe('Address of a store other than AWS. https, or http on this machine only.'),
  accessKeyId: token(accessKeyIdFault).optional().describe('Id of the access key.'),
  secretAccessKey: token(secretAccessKeyFault).optional().describe('Secret of the access key.'),
  secretAccessKeyFile: filePath().optional().describe('A file that holds the secret, such as a mounted one.'),
  sessionToken: token().optional().describe('Session token of a temporary access key, which expires.'),
  sessionTokenFile: filePath().optional().describe('A file that holds the session token.'),
  pathStyle: flag()
    .optional()
    .describe('Names the bucket in the path instead of the host; true when left out beside an endpoint.'),
  timeout: duration({ min: '1ms', max: '1h' })
    .optional()
    .describe('Longest time for storing one file; 60s when left out.'),
});

export type S3Options = z.output<typeof s3Options>;

export const s3Secrets: SecretOptions<S3Options> = {
  keys: [
    { key: 'secretAccessKey', kind: 'token', required: false, fault: secretAccessKeyFault },
    { key: 'sessionToken', kind: 'token', required: false, fault: () => null },
  ],
  resolve: (checked, secretFile) => ({
    ...checked,
    secretAccessKey: checked.secretAccessKey ?? secretFile('secretAccessKey'),
    sessionToken: checked.sessionToken ?? secretFile('sessionToken'),
  }),
};

export const s3Readers: ReaderKey = {
  key: 'bucket',
  identity: (address) => address.replace(/\/+$/, ''),
  entryName: entryAddress,
};

const TIMEOUT = 60_000;

/** The place that an entry and the block describe together. */
export function placeOf(entry: S3Options, block: S3Options): S3Place {
  const whole = withBlock(entry, block);
  const { bucket = '', prefix = '', endpoint, region = 'us-east-1', timeout = TIMEOUT } = whole;
  const { pathStyle = endpoint !== undefined } = whole;
  const store = endpoint ?? awsOrigin(region);
  return {
    bucket,
    origin: pathStyle ? store : store.replace('//', `//${bucket}.`),
    base: pathStyle ? `/${bucket}` : '',
    prefix,
    region,
    accessKeyId: whole.accessKeyId ?? new Secret(''),
    secretAccessKey: whole.secretAccessKey ?? new Secret(''),
    sessionToken: whole.sessionToken ?? null,
    timeout,
    address: placeAddress({ bucket, prefix, endpoint }),
  };
}
