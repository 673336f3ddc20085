import { describe, expect, test } from 'vitest';
import { composeMessage } from '../../../../src/channels/email/message.js';
import { checkSignature, signingKey } from '../../../support/dkim.js';
import { emailConfig } from '../../../support/email-config.js';
import { mailEnvelope } from '../../../support/envelope.js';

const sender = emailConfig(25, {
  replyTo: 'cx@example.org',
  dkim: signingKey,
  unsubscribe: {
    mailto: 'leave@example.org',
    url: 'https://example.org/leave?who={address}',
    secret: null,
  },
});
const compose = (overrides = {}, from = sender) => composeMessage(mailEnvelope(overrides), {}, from);
const changed = (raw: Buffer, from: string, to: string) => {
  const text = raw.toString('latin1');
  expect(text).toContain(from);
  return Buffer.from(text.replace(from, to), 'latin1');
};

describe('A signed message', () => {
  test('is one that a receiver can verify with the public key', async () => {
    const { tags, body, fields } = checkSignature(await compose());
    expect({ body, fields }).toEqual({ body: true, fields: true });
    expect(tags).toMatchObject({
      v: '1',
      a: 'rsa-sha256',
      d: 'example.org',
      s: 'reports',
      c: 'relaxed/relaxed',
    });
  });

  test('covers who sends what to whom, and both fields of the one-click way out', async () => {
    const { tags } = checkSignature(await compose());
    expect(tags.h?.split(':').map((name) => name.trim())).toEqual(
      expect.arrayContaining(['from', 'to', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']),
    );
  });

  test.each([
    ['leave?who=', 'leave?you='],
    ['List-Unsubscribe=One-Click', 'List-Unsubscribe=Two-Click'],
    ['cx-leads@example.com', 'cx-other@example.com'],
  ])('does not verify with %j changed to %j', async (from, to) => {
    expect(checkSignature(changed(await compose(), from, to))).toMatchObject({ body: true, fields: false });
  });

  test.each([
    ['From: Board <board@example.net>'],
    ['Subject: Pay this invoice'],
    ['To: somebody@example.net'],
    ['Cc: somebody@example.net'],
    ['Reply-To: elsewhere@example.net'],
    ['Content-Type: text/html'],
  ])('does not verify with another field: %s', async (field) => {
    const raw = await compose();
    expect(checkSignature(raw)).toMatchObject({ fields: true });
    const text = raw.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    const above = checkSignature(Buffer.from(`${field}\r\n${text}`, 'latin1'));
    const below = checkSignature(
      Buffer.from(`${text.slice(0, end)}\r\n${field}${text.slice(end)}`, 'latin1'),
    );
    expect([above.fields, below.fields]).toEqual([false, false]);
  });

  test('verifies where there is no Reply-To, and not once one is added', async () => {
    const raw = await compose({}, { ...sender, replyTo: null });
    expect(checkSignature(raw)).toMatchObject({ body: true, fields: true });
    const added = Buffer.concat([Buffer.from('Reply-To: elsewhere@example.net\r\n'), raw]);
    expect(checkSignature(added)).toMatchObject({ fields: false });
  });

  test('verifies by the rules of another signer: blanks and empty lines at ends of lines do not count', async () => {
    const raw = (await compose()).toString('latin1');
    const blanks = raw.replace('Subject: ', 'Subject:   ').replace(/(\r\n)?$/, ' \r\n\r\n\r\n');
    expect(checkSignature(Buffer.from(blanks, 'latin1'))).toMatchObject({ body: true, fields: true });
  });

  test('verifies where a field is UTF-8, also where its last byte could be taken for a space', async () => {
    const raw = await compose({ target: { kind: 'email', address: 'żółw@xn--bcher-kva.xn--0ca' } });
    expect(raw.toString()).toContain('\r\nTo: żółw@bücher.à\r\n');
    expect(checkSignature(raw)).toMatchObject({ body: true, fields: true });
  });

  test('leaves out the idempotency key, which a relay may take away', async () => {
    const raw = await compose({}, { ...sender, idempotencyHeader: 'Resend-Idempotency-Key' });
    expect(checkSignature(raw)).toMatchObject({ body: true, fields: true });
    const without = changed(raw, `Resend-Idempotency-Key: ${mailEnvelope().idempotencyKey}\r\n`, '');
    expect(checkSignature(without)).toMatchObject({ body: true, fields: true });
  });

  test('does not verify with another body', async () => {
    expect(checkSignature(changed(await compose(), '1,734', '1,735'))).toMatchObject({ body: false });
  });

  test('has the same bytes every time', async () => {
    expect((await compose()).equals(await compose())).toBe(true);
  });

  test('is the unsigned one with a field in front', async () => {
    const [signed, plain] = [await compose(), await compose({}, { ...sender, dkim: null })];
    expect(signed.subarray(-plain.length).equals(plain)).toBe(true);
  });
});
