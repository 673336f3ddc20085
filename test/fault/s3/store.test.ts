import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Envelope, Receipt } from '../../../src/channels/channel.js';
import { createHttpClient } from '../../../src/http/client.js';
import { connectS3, s3Entry } from '../../support/connections.js';
import { attachment, PDF, slotEnvelope, XLSX } from '../../support/envelope.js';
import {
  S3_KEYS,
  type S3Fault,
  type S3Object,
  type S3Server,
  type S3ServerOptions,
  startS3,
} from '../../support/s3-server.js';
import { sampleDigest } from '../../support/sample-digest.js';

const FOLDER = 'bots/weekly-support/2026-11-23T0700Z';
const KEYS = [PDF.name, XLSX.name, 'index.json'].map((name) => `${FOLDER}/${name}`);
const [PDF_KEY = '', XLSX_KEY = '', INDEX_KEY = ''] = KEYS;
const HASH = 'x-amz-meta-botdigest-sha256';

const http = createHttpClient();
afterAll(() => http.close());
let store: S3Server;
afterEach(async () => {
  expect(store.violations).toEqual([]);
  await store.stop();
});

async function start(options: S3ServerOptions = {}): Promise<void> {
  store = await startS3(options);
}

type Options = Parameters<typeof s3Entry>[1];

const deliver = (overrides: Partial<Envelope> = {}, options: Options = {}, signal?: AbortSignal) =>
  connectS3(s3Entry(store.url, options), { http }).deliver(
    slotEnvelope({ kind: 's3', address: 's3://reports/bots' }, overrides),
    signal ?? new AbortController().signal,
  );

const text = (key: string) => store.objects.get(key)?.bytes.toString();
const writes = () => store.calls.filter((call) => !call.startsWith('HEAD'));
const foreign: S3Object = { bytes: Buffer.from('precious'), type: 'text/plain', meta: {} };
const corrected = {
  attachments: [attachment(PDF.name, PDF.mediaType, '%PDF corrected'), XLSX],
  digest: sampleDigest({ correction: 'This replaces what was sent before.' } as never),
};

describe('a delivery', () => {
  test('stores the files of a slot with type, checksum and hash, and last an index', async () => {
    await start();
    expect(await deliver()).toEqual({ state: 'delivered', providerRef: `s3://reports/${FOLDER}`, notes: [] });
    expect(writes()).toEqual(KEYS.map((key) => `PUT ${key}`));
    expect(store.objects.get(PDF_KEY)).toEqual({
      bytes: PDF.bytes,
      type: 'application/pdf',
      meta: { [HASH]: PDF.sha256 },
    });
    expect(JSON.parse(text(INDEX_KEY) ?? '')).toMatchObject({
      schema: 'botdigest.index/1',
      files: [{ name: PDF.name, sha256: PDF.sha256 }, { name: XLSX.name }],
    });
  });

  test('writes nothing that stands there already', async () => {
    await start();
    await deliver();
    expect(await deliver()).toMatchObject({ state: 'delivered' });
    expect(writes()).toHaveLength(3);
  });

  test('needs no permission to see what is there while nothing is in its way', async () => {
    await start({ mayList: false });
    expect(await deliver()).toMatchObject({ state: 'delivered' });
    expect(await deliver()).toMatchObject({ state: 'delivered' });
    expect(writes()).toHaveLength(3);
  });

  test('signs with a session token', async () => {
    await start({ sessionToken: 'a/session+token==' });
    expect(await deliver({}, { sessionToken: 'a/session+token==' })).toMatchObject({ state: 'delivered' });
  });

  test('has the same keys, whatever the names hold', async () => {
    await start();
    const names = [
      "d'été (1)!*.csv",
      'a+b & c=d?.csv',
      '100 %.csv',
      '週報.csv',
      '../up.csv',
      '~x.csv',
      'empty.csv',
    ];
    const attachments = names.map((name) =>
      attachment(name, 'text/csv; charset=utf-8', name === 'empty.csv' ? '' : name),
    );
    expect(await deliver({ attachments, slice: 'de-DE' }, { prefix: "é (a)/b+c'd" })).toMatchObject({
      state: 'delivered',
    });
    const folder = "é (a)/b+c'd/weekly-support/2026-11-23T0700Z/de-DE";
    expect([...store.objects.keys()].toSorted()).toEqual(
      [
        "d'été (1)!-.csv",
        'a+b & c=d-.csv',
        '100 %.csv',
        '週報.csv',
        'up.csv',
        '~x.csv',
        'empty.csv',
        'index.json',
      ]
        .map((name) => `${folder}/${name}`)
        .toSorted(),
    );
  });

  test('without a prefix begins with the digest', async () => {
    await start();
    await deliver({}, { prefix: undefined });
    expect([...store.objects.keys()][0]).toBe(`weekly-support/2026-11-23T0700Z/${PDF.name}`);
  });
});

describe('another edition', () => {
  test('replaces the files that changed, without their index beside them, and leaves the others', async () => {
    await start();
    await deliver();
    const before = store.calls.length;
    expect(await deliver(corrected)).toMatchObject({ state: 'delivered' });
    expect(store.calls.slice(before).filter((call) => !call.startsWith('HEAD'))).toEqual([
      `DELETE ${INDEX_KEY}`,
      `PUT ${PDF_KEY}`,
      `PUT ${INDEX_KEY}`,
    ]);
    expect(text(PDF_KEY)).toBe('%PDF corrected');
    expect(JSON.parse(text(INDEX_KEY) ?? '')).toMatchObject({ correction: true });
  });

  test.each([
    ['its index cannot be removed', { DELETE: [{ status: 503, code: 'SlowDown' }] }],
    ['it is cut while the index is removed', { DELETE: [{ cut: 'after' }] }],
    ['it is cut before a file is replaced', { PUT: [null, null, null, { cut: 'before' }] }],
    ['it is cut after a file is replaced', { PUT: [null, null, null, { cut: 'after' }] }],
    ['it is cut after the index', { PUT: [null, null, null, null, { cut: 'after' }] }],
  ] satisfies [string, S3ServerOptions['faults']][])(
    'is finished by the next try when %s',
    async (_name, faults) => {
      await start({ faults });
      await deliver();
      expect((await deliver(corrected)).state).toMatch(/^(retryable|unknown)$/);
      expect(await deliver(corrected)).toMatchObject({ state: 'delivered' });
      expect(text(PDF_KEY)).toBe('%PDF corrected');
      expect(JSON.parse(text(INDEX_KEY) ?? '')).toMatchObject({ correction: true });
    },
  );
});

describe('an object that was not written here', () => {
  test.each(KEYS)('is never replaced, at %s', async (key) => {
    await start();
    store.objects.set(key, foreign);
    expect(await deliver()).toMatchObject({
      state: 'permanent',
      reason: 'occupied',
      message: expect.stringContaining(`holds ${key}, which botdigest did not write.`),
    });
    expect(store.objects.get(key)).toBe(foreign);
  });

  test('is not removed as an index either', async () => {
    await start();
    await deliver();
    store.objects.set(INDEX_KEY, foreign);
    expect(await deliver(corrected)).toMatchObject({ state: 'permanent', reason: 'occupied' });
    expect(store.objects.get(INDEX_KEY)).toBe(foreign);
    expect(text(PDF_KEY)).toBe(PDF.bytes.toString());
  });

  test('is not replaced when it comes between the look and the PUT', async () => {
    await start({ faults: { PUT: [{ rival: foreign }] } });
    expect(await deliver()).toMatchObject({ state: 'permanent', reason: 'occupied' });
    expect(store.objects.get(PDF_KEY)).toBe(foreign);
  });

  test('is told from one that may not be looked at', async () => {
    await start({ faults: { HEAD: [{ status: 403 }, { status: 403 }] } });
    store.objects.set(PDF_KEY, foreign);
    expect(await deliver()).toMatchObject({ state: 'permanent', reason: 'not-allowed' });
    expect(store.objects.get(PDF_KEY)).toBe(foreign);
  });
});

test('412 with our bytes is a delivery: somebody took the run over and was faster', async () => {
  const rival = { bytes: Buffer.from(PDF.bytes), type: PDF.mediaType, meta: { [HASH]: PDF.sha256 } };
  await start({ faults: { PUT: [{ rival }] } });
  expect(await deliver()).toMatchObject({ state: 'delivered' });
  expect([...store.objects.keys()]).toEqual(KEYS);
});

describe.each(['ignored', 'refused', 'invalid'] as const)('a store whose conditions are %s', (conditions) => {
  test('gets the same objects, once', async () => {
    await start({ conditions });
    expect(await deliver()).toMatchObject({ state: 'delivered' });
    const puts = writes().length;
    expect(await deliver()).toMatchObject({ state: 'delivered' });
    expect(writes()).toHaveLength(puts);
    expect(await deliver(corrected)).toMatchObject({ state: 'delivered' });
    expect(text(PDF_KEY)).toBe('%PDF corrected');
  });
});

test('a store that refuses conditions and does not show what is there gets nothing', async () => {
  await start({ conditions: 'refused', mayList: false });
  expect(await deliver()).toMatchObject({ state: 'permanent', reason: 'not-supported' });
  expect(store.objects.size).toBe(0);
});

const REQUESTS = KEYS.flatMap((key) => [`HEAD ${key}`, `PUT ${key}`]);
/** Waiting takes time, so the store falls silent at some requests only. */
const SILENCES = [`HEAD ${PDF_KEY}`, `PUT ${PDF_KEY}`, `PUT ${INDEX_KEY}`];
const FAULTS: readonly (readonly [S3Fault, readonly string[]])[] = [
  [{ cut: 'early' }, REQUESTS],
  [{ cut: 'before' }, REQUESTS],
  [{ cut: 'after' }, REQUESTS],
  [{ silent: 'before' }, SILENCES],
  [{ silent: 'after' }, SILENCES],
  [{ status: 500, code: 'InternalError' }, REQUESTS],
];

describe.each(FAULTS)('%j', (fault, requests) => {
  test.each(requests)('at %s loses and doubles nothing', async (request) => {
    const [method = ''] = request.split(' ');
    const before = REQUESTS.slice(0, REQUESTS.indexOf(request)).filter((one) => one.startsWith(method));
    await start({ faults: { [method]: [...before.map(() => null), fault] } });
    const first = await deliver({}, { timeout: '300ms' });
    const isIndex = request === `PUT ${INDEX_KEY}`;
    expect(first).toMatchObject(
      isIndex && !('status' in fault)
        ? { state: 'unknown', reason: 'silent-after-put' }
        : { state: 'retryable' },
    );
    expect(await deliver()).toMatchObject({ state: 'delivered' });
    expect([...store.objects.keys()]).toEqual(KEYS);
    expect(text(PDF_KEY)).toBe(PDF.bytes.toString());
  });
});

const at = (status: number, code?: string, more: object = {}): S3Fault => ({
  status,
  ...(code === undefined ? {} : { code }),
  ...more,
});
const page: S3Fault = { page: '<html>Welcome to the console</html>' };

describe('an answer to a PUT', () => {
  test.each([
    [at(503, 'SlowDown', { headers: { 'retry-after': '7' } }), 'retryable', 'rate-limited'],
    [at(429, 'TooManyRequests'), 'retryable', 'rate-limited'],
    [at(503), 'retryable', 'server-error'],
    [at(502), 'retryable', 'server-error'],
    [at(409, 'ConditionalRequestConflict'), 'retryable', 'conflict'],
    [at(409, 'OperationAborted'), 'retryable', 'conflict'],
    [at(403, 'RequestTimeTooSkewed'), 'retryable', 'clock-skewed'],
    [at(400, 'RequestTimeout'), 'retryable', 'connection-lost'],
    [at(400, 'BadDigest'), 'retryable', 'damaged-in-transit'],
    [at(507, 'XMinioStorageFull'), 'retryable', 'no-space'],
    [at(403, 'AccessDenied'), 'permanent', 'not-allowed'],
    [at(403), 'permanent', 'not-allowed'],
    [at(403, 'InvalidAccessKeyId'), 'permanent', 'auth-failed'],
    [at(403, 'SignatureDoesNotMatch'), 'permanent', 'auth-failed'],
    [at(400, 'ExpiredToken'), 'permanent', 'token-expired'],
    [at(404, 'NoSuchBucket'), 'permanent', 'no-such-bucket'],
    [
      at(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'eu-west-1' } }),
      'permanent',
      'wrong-region',
    ],
    [
      at(307, 'TemporaryRedirect', { headers: { location: 'http://127.0.0.1:1/' } }),
      'permanent',
      'wrong-region',
    ],
    [at(400, 'AuthorizationHeaderMalformed', { region: 'eu-west-1' }), 'permanent', 'wrong-region'],
    [at(400, 'EntityTooLarge'), 'permanent', 'too-large'],
    [at(413), 'permanent', 'too-large'],
    [at(400, 'KeyTooLongError'), 'permanent', 'bad-path'],
    [at(405, 'MethodNotAllowed'), 'permanent', 'refused'],
    [at(400, 'SomethingNew'), 'permanent', 'refused'],
    [page, 'retryable', 'unreadable'],
  ] satisfies [S3Fault, Receipt['state'], string][])('%j is %s, %s', async (fault, state, reason) => {
    await start({ faults: { PUT: [fault] } });
    expect(await deliver()).toMatchObject({
      state,
      reason,
      message: expect.stringMatching(/^The bucket reports at 127\.0\.0\.1:\d+ [^\n]+\.$/),
    });
    expect(store.calls).toHaveLength(2);
    expect(store.objects.size).toBe(0);
  });

  test('asks to wait as long as Retry-After says', async () => {
    await start({ faults: { PUT: [at(503, 'SlowDown', { headers: { 'retry-after': '7' } })] } });
    expect(await deliver()).toMatchObject({ waitMs: 7_000 });
  });

  test('names the region that the bucket is in', async () => {
    await start({
      faults: { PUT: [at(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'eu-west-1' } })] },
    });
    expect(await deliver()).toHaveProperty(
      'message',
      expect.stringContaining('it is in the region eu-west-1'),
    );
  });

  test('is shown in the words of the store, on one line and without secrets', async () => {
    const message = `No\n\u001b[31m ${S3_KEYS.secretAccessKey} ${S3_KEYS.accessKeyId} & ${'x'.repeat(5_000)}`;
    await start({ faults: { PUT: [at(403, 'AccessDenied', { message })] } });
    const said = JSON.stringify(await deliver());
    expect(said).toContain('AccessDenied, HTTP status 403, No <secret> <secret> &');
    expect(said.length).toBeLessThan(700);
  });
});

describe('what the store itself refuses', () => {
  test.each([
    ['an access key that it does not know', { accessKeyId: 'AKIAIOSFODNN7UNKNOWN' }, {}, 'auth-failed'],
    ['a wrong secret', { secretAccessKey: 'x'.repeat(40) }, {}, 'auth-failed'],
    ['another region', { region: 'eu-west-1' }, {}, 'wrong-region'],
    ['a bucket that is not there', { bucket: 'elsewhere' }, {}, 'no-such-bucket'],
    ['a session token it did not give', { sessionToken: 'old' }, {}, 'token-expired'],
    ['a clock that is an hour late', {}, { now: () => Date.now() + 3_600_000 }, 'clock-skewed'],
  ] satisfies [string, Options, S3ServerOptions, string][])('%s', async (_name, options, server, reason) => {
    await start(server);
    expect(await deliver({}, options)).toMatchObject({ reason });
    expect(store.objects.size).toBe(0);
  });
});

test('stops between two requests when it is told to', async () => {
  await start({ faults: { PUT: [null, { silent: 'after' }] } });
  const stop = new AbortController();
  const sending = deliver({}, {}, stop.signal);
  while (store.objects.size < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort();
  expect(await sending).toMatchObject({ state: 'retryable', reason: 'aborted' });
  expect([...store.objects.keys()]).toEqual([PDF_KEY, XLSX_KEY]);
  expect(await deliver()).toMatchObject({ state: 'delivered' });
});
