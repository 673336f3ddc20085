import { expect, test } from 'vitest';
import { connectWebhook } from '../../../src/channels/webhook/channel.js';
import { webhookOptions } from '../../../src/channels/webhook/options.js';
import { createHttpClient } from '../../../src/http/client.js';
import { mailEnvelope } from '../../support/envelope.js';
import { type HookServer, startHooks, status } from '../../support/hook-server.js';

type How = Parameters<HookServer['answer']>[0];

const CASES: readonly (readonly [what: string, how: How, state: string, reason: string])[] = [
  ['429', status(429, { 'retry-after': '7' }), 'retryable', 'rate-limited'],
  ['500', status(500), 'retryable', 'server-error'],
  ['503', status(503), 'retryable', 'server-error'],
  ['404', status(404), 'permanent', 'refused'],
  ['410', status(410), 'permanent', 'refused'],
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

test.each(CASES)('a webhook that answers with %s', async (_what, how, state, reason) => {
  const hooks = await startHooks();
  hooks.answer(how);
  const bytes = Buffer.from('{}');
  const file = {
    name: 'a.json',
    mediaType: 'application/json',
    role: 'attachment',
    bytes,
    sha256: '',
  } as const;
  const envelope = { ...mailEnvelope(), attachments: [file] };
  const options = webhookOptions.parse({ url: `${hooks.url}/hidden` });
  const tools = { http: createHttpClient(), userAgent: 'botdigest/test', timeout: 600 };
  const receipt = await connectWebhook(tools, options).deliver(envelope, new AbortController().signal);
  expect(receipt).toMatchObject(reason === '' ? { state } : { state, reason });
  expect(JSON.stringify(receipt)).not.toContain('hidden');
  expect(hooks.calls).toHaveLength(1);
  if (state === 'retryable')
    expect(receipt).toMatchObject({ waitMs: reason === 'rate-limited' ? 7_000 : null });
});
