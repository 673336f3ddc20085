import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { signingSecretFault, webhookHeaders } from '../../../../src/channels/webhook/signature.js';
import { Secret } from '../../../../src/lib/secret.js';
import { OLD_SECRET, SIGNING_SECRET } from '../../../support/signed-hooks.js';

const of = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

test('signs as the published test vector of Standard Webhooks', () => {
  const attempt = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: 1_614_265_330_999,
    payload: Buffer.from('{"test": 2432232314}'),
  };
  expect(webhookHeaders(attempt, [new Secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')])).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('while secrets change, receivers with either one accept the message, and others do not', () => {
  const payload = Buffer.from('{"text":"zażółć"}');
  const secrets = [SIGNING_SECRET, OLD_SECRET].map((secret) => new Secret(secret));
  const headers = webhookHeaders({ id: 'msg_1', at: Date.now(), payload }, secrets);
  for (const secret of [SIGNING_SECRET, OLD_SECRET])
    expect(new Webhook(secret).verify(payload, headers)).toEqual({ text: 'zażółć' });
  expect(() => new Webhook(of(32)).verify(payload, headers)).toThrow('No matching signature');
});

test('without a secret there is no signature', () => {
  const headers = webhookHeaders({ id: 'msg_1', at: 0, payload: Buffer.from('{}') }, []);
  expect(headers).toEqual({ 'webhook-id': 'msg_1', 'webhook-timestamp': '0' });
});

test.each([
  ['24 bytes', of(24), null],
  ['64 bytes', of(64), null],
  ['23 bytes', of(23), 'holds 23 bytes after whsec_; 24 to 64 are wanted'],
  ['65 bytes', of(65), 'holds 65 bytes after whsec_; 24 to 64 are wanted'],
  ['nothing behind the prefix', 'whsec_', 'holds 0 bytes'],
  ['no prefix', of(32).slice(6), 'must start with whsec_; make one with: echo "whsec_$(openssl rand'],
  ['base64 without its padding', of(32).replace('=', ''), 'must be base64 after whsec_'],
  ['the base64 of URLs', `whsec_${'-_'.repeat(16)}`, 'must be base64 after whsec_'],
  ['an asymmetric key', `whsk_${of(64).slice(6)}`, 'is a key of the asymmetric kind'],
])('a secret of %s', (_what, secret, fault) => {
  const said = signingSecretFault(secret);
  if (fault === null) expect(said).toBeNull();
  else expect(said).toContain(fault);
});
