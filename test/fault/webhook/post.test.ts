import { describe, expect, test } from 'vitest';
import { checkOf, connectHook } from '../../support/connections.js';
import { hookEnvelope } from '../../support/envelope.js';
import { type HookServer, startHooks, status } from '../../support/hook-server.js';
import { quickClock } from '../../support/quick-clock.js';
import { OLD_SECRET, SIGNING_SECRET, startSignedHooks } from '../../support/signed-hooks.js';

type How = Parameters<HookServer['answer']>[0];

const CASES: readonly (readonly [what: string, how: How, state: string, reason: string])[] = [
  ['429', status(429, { 'retry-after': '7' }), 'retryable', 'rate-limited'],
  ['408', status(408), 'retryable', 'server-error'],
  ['500', status(500), 'retryable', 'server-error'],
  ['503', status(503, { 'retry-after': '7' }), 'retryable', 'server-error'],
  ['400', status(400), 'permanent', 'refused'],
  ['401', status(401), 'permanent', 'refused'],
  ['404', status(404), 'permanent', 'refused'],
  ['410', status(410), 'permanent', 'gone'],
  ['413', status(413), 'permanent', 'too-large'],
  ['a redirect', status(302, { location: 'http://127.0.0.1:9/elsewhere' }), 'permanent', 'redirected'],
  ['silence', () => {}, 'unknown', 'silent-after-post'],
  [
    'a body that stops',
    (response) => void response.writeHead(200, { 'content-length': '1000' }).write('seven b'),
    'unknown',
    'silent-after-post',
  ],
  [
    'a yes and more than is read',
    (response) => void response.writeHead(200).end(' '.repeat(1_000_000)),
    'delivered',
    '',
  ],
  ['a cut connection', (response) => void response.destroy(), 'unknown', 'silent-after-post'],
];

const { signal } = new AbortController();
const SECRETS = { secret: SIGNING_SECRET, previousSecret: OLD_SECRET };

test.each(CASES)('a webhook that answers with %s', async (what, how, state, reason) => {
  const hooks = await startHooks();
  hooks.answer(how);
  const connection = connectHook({ url: `${hooks.url}/hidden`, ...SECRETS }, { timeout: 600 });
  const receipt = await connection.deliver(hookEnvelope(), signal);
  expect(receipt).toMatchObject(reason === '' ? { state } : { state, reason });
  for (const secret of ['hidden', SIGNING_SECRET, OLD_SECRET])
    expect(JSON.stringify(receipt)).not.toContain(secret);
  expect(hooks.calls).toHaveLength(1);
  const asked = ['429', '503'].includes(what);
  if (state === 'retryable') expect(receipt).toMatchObject({ waitMs: asked ? 7_000 : null });
});

test('a POST that is left once it was written may have arrived', async () => {
  const hooks = await startHooks();
  const stop = new AbortController();
  hooks.answer(() => stop.abort());
  const receipt = await connectHook({ url: hooks.url }).deliver(hookEnvelope(), stop.signal);
  expect(receipt).toMatchObject({ state: 'unknown', reason: 'stopped-after-post' });
});

describe('what is posted', () => {
  test('every attempt has the same id and content, the time of its own clock, and a signature for each secret', async () => {
    const hooks = await startSignedHooks();
    const clock = quickClock();
    const connection = connectHook({ url: hooks.url, ...SECRETS }, { clock });
    const began = clock.now();
    await connection.deliver(hookEnvelope({ attachments: [], body: small() }), signal);
    await clock.sleep(90_000);
    await connection.deliver(hookEnvelope({ attachments: [], body: small() }), signal);
    expect(hooks.violations).toEqual([]);
    const [first, second] = hooks.received;
    expect(first?.id).toBe('msg_0123456789abcdef0123456789abcdef');
    expect([second?.id, second?.text]).toEqual([first?.id, first?.text]);
    expect(first?.attemptAt).toBe(began / 1000);
    expect(second?.attemptAt).toBe(began / 1000 + 90);
    const old = await startSignedHooks(OLD_SECRET);
    await connectHook({ url: old.url, ...SECRETS }).deliver(
      hookEnvelope({ attachments: [], body: small() }),
      signal,
    );
    expect(old.violations).toEqual([]);
  });

  test('files travel in a form, whose payload alone is signed and holds their hashes', async () => {
    const hooks = await startSignedHooks();
    const connection = connectHook({ url: hooks.url, ...SECRETS, files: 'multipart' });
    const envelope = hookEnvelope();
    const bytes = (await connection.size?.(envelope)) ?? 0;
    expect(await connection.deliver(envelope, signal)).toMatchObject({ state: 'delivered' });
    expect(hooks.violations).toEqual([]);
    expect(hooks.calls[0]?.bytes).toHaveLength(bytes);
    expect(hooks.received[0]?.files.map(({ name }) => name)).toEqual([
      'weekly-support.pdf',
      'weekly-support.xlsx',
    ]);
  });

  test('nothing is posted that is larger than maxSize; files left out before are named by the receipt', async () => {
    const hooks = await startHooks();
    const entry = { url: hooks.url, files: 'multipart', maxSize: '100KB' };
    const [pdf] = hookEnvelope().attachments;
    const huge = { ...pdf, bytes: Buffer.alloc(100_000) } as NonNullable<typeof pdf>;
    const connection = connectHook(entry);
    expect(await connection.deliver(hookEnvelope({ attachments: [huge] }), signal)).toMatchObject({
      state: 'permanent',
      reason: 'too-large',
      message: expect.stringContaining('100.0 kB that the webhook’s maxSize allows'),
    });
    expect(hooks.calls).toEqual([]);
    const without = hookEnvelope({ attachments: [], leftOut: [huge] });
    expect(await connection.deliver(without, signal)).toMatchObject({
      state: 'delivered',
      notes: [expect.stringContaining('weekly-support.pdf (100.0 kB)')],
    });
  });
});

const small = () => hookEnvelope().body.map((file) => ({ ...file, bytes: Buffer.from('{"type":"x"}') }));

test('a check posts nothing, and says so', async () => {
  const hooks = await startHooks();
  hooks.answer(status(405));
  expect(await checkOf(connectHook({ url: `${hooks.url}/hidden`, ...SECRETS }))).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/HTTP status 405 to a HEAD.*Nothing was posted/),
  });
  expect(hooks.calls.map(({ method, headers }) => [method, headers['webhook-id']])).toEqual([
    ['HEAD', undefined],
  ]);
});
