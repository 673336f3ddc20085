import { afterEach, expect, test } from 'vitest';
import { checkOf, connectS3, s3Entry } from '../../support/connections.js';
import { type S3Fault, type S3Server, type S3ServerOptions, startS3 } from '../../support/s3-server.js';

let store: S3Server;
afterEach(async () => {
  expect(store.violations).toEqual([]);
  expect(store.objects.size).toBe(0);
  await store.stop();
});

async function check(server: S3ServerOptions = {}, options: Parameters<typeof s3Entry>[1] = {}) {
  store = await startS3(server);
  return checkOf(connectS3(s3Entry(store.url, options)));
}

test('asks for the bucket alone', async () => {
  expect(await check()).toMatchObject({ ok: true, detail: expect.stringContaining('Nothing was stored') });
  expect(store.calls).toEqual(['HEAD']);
});

test('is named after the place, so that entries share it', async () => {
  store = await startS3();
  const names = ['bots', 'bots/'].map(
    (prefix) => connectS3(s3Entry(store.url, { prefix })).checks.map(({ name }) => name)[0],
  );
  expect(new Set(names)).toEqual(new Set([`s3 ${store.url}/reports/bots`]));
});

test.each([
  ['the bucket is not there', {}, { bucket: 'elsewhere' }, 'is not there: NoSuchBucket', 'Create it'],
  [
    'the region is another',
    {},
    { region: 'eu-west-1' },
    'it is in the region eu-central-1',
    'Check its region',
  ],
  [
    'the secret is wrong',
    {},
    { secretAccessKey: 'x'.repeat(40) },
    'SignatureDoesNotMatch',
    'secretAccessKey',
  ],
  ['it may not list', { mayList: false }, {}, 'AccessDenied', 's3:ListBucket'],
  ['the clock is wrong', { now: () => Date.now() - 3_600_000 }, {}, 'RequestTimeTooSkewed', 'Set the clock'],
] satisfies [string, S3ServerOptions, Parameters<typeof s3Entry>[1], string, string][])(
  'says what is wrong and what to do when %s',
  async (_name, server, options, message, hint) => {
    expect(await check(server, options)).toEqual({
      ok: false,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
    expect(store.calls).toEqual(['HEAD', 'GET']);
  },
);

test.each([
  ['a HEAD is not supported', [{ status: 405 }], true],
  ['it is busy', [{ status: 503 }], true],
  ['it breaks the connection', [{ cut: 'before' }], false],
] satisfies [string, S3Fault[], boolean][])('asks once more in words when %s', async (_name, HEAD, ok) => {
  expect(await check({ faults: { HEAD } })).toMatchObject({ ok });
});
