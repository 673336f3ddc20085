import { describe, expect, test } from 'vitest';
import { s3 } from '../../../../src/channels/s3/channel.js';
import { placeOf, s3Options } from '../../../../src/channels/s3/options.js';
import { placeAddress, readAddress } from '../../../../src/channels/s3/place.js';
import { channelMeans } from '../../../../src/composition.js';
import { createLanguage } from '../../../../src/digest/language/words.js';
import { createHttpClient } from '../../../../src/http/client.js';
import { systemClock } from '../../../../src/lib/time/clock.js';
import { S3_KEYS } from '../../../support/s3-server.js';

const opened = s3.open(undefined, {
  ...channelMeans({ clock: systemClock, http: createHttpClient() }),
  folder: '.',
  userAgent: 'botdigest/test',
});

const place = (entry: object, block: object = {}) => placeOf(s3Options.parse(entry), s3Options.parse(block));
const where = (entry: object) => {
  const { origin, base } = place({ bucket: 'reports', region: 'eu-central-1', ...entry });
  return origin + base;
};

describe('requests go to', () => {
  test.each([
    [{}, 'https://reports.s3.eu-central-1.amazonaws.com'],
    [{ pathStyle: true }, 'https://s3.eu-central-1.amazonaws.com/reports'],
    [{ region: 'cn-north-1' }, 'https://reports.s3.cn-north-1.amazonaws.com.cn'],
    [{ region: 'eusc-de-east-1' }, 'https://reports.s3.eusc-de-east-1.amazonaws.eu'],
    [{ endpoint: 'https://minio.example.com:9000/' }, 'https://minio.example.com:9000/reports'],
    [{ endpoint: 'https://Store.example.com', pathStyle: 'false' }, 'https://reports.store.example.com'],
    [{ endpoint: 'http://127.0.0.1:9000' }, 'http://127.0.0.1:9000/reports'],
  ])('%j: %s', (entry, url) => {
    expect(where(entry)).toBe(url);
  });
});

test.each([
  [{ bucket: 'reports' }, 's3://reports'],
  [{ bucket: 'reports', prefix: 'bots/' }, 's3://reports/bots'],
  [
    { bucket: 'reports', prefix: 'a/b', endpoint: 'https://minio.example.com' },
    'https://minio.example.com/reports/a/b',
  ],
])('the address of %j is %s, and says where it is', (entry, address) => {
  expect(place(entry).address).toBe(address);
  expect(placeAddress(readAddress(address) ?? {})).toBe(address);
  expect(opened.connectTo(address, null).targets).toEqual([{ kind: 's3', address }]);
});

test.each(['reports', 'ftp://reports', 's3://', 's3:///x'])('%s is no address', (address) => {
  expect(readAddress(address)).toBeNull();
  if (address !== 'reports') expect(() => opened.connectTo(address, null)).toThrow();
});

describe('an entry and the block', () => {
  const block = { bucket: 'shared', prefix: 'all', region: 'eu-west-1', timeout: '5s', ...S3_KEYS };

  test('complete each other, and the entry wins', () => {
    expect(place({ prefix: 'own' }, block)).toMatchObject({
      bucket: 'shared',
      prefix: 'own',
      region: 'eu-west-1',
      timeout: 5_000,
    });
    expect(place({ prefix: 'own' }, block).accessKeyId.reveal()).toBe(S3_KEYS.accessKeyId);
  });

  test('never mix their access keys', () => {
    const keys = { accessKeyId: 'another-key', secretAccessKey: 'another-secret' };
    const { accessKeyId, sessionToken } = place(keys, { ...block, sessionToken: 'a-token' });
    expect(accessKeyId.reveal()).toBe('another-key');
    expect(sessionToken).toBeNull();
  });

  test('have defaults', () => {
    expect(place({ endpoint: 'https://minio.example.com' })).toMatchObject({
      region: 'us-east-1',
      prefix: '',
      timeout: 60_000,
    });
  });
});

test('a mail names the bucket', () => {
  expect(opened.placeName('s3://reports/bots', createLanguage('en-GB', 'UTC').words)).toBe(
    'the S3 bucket “reports”',
  );
});
