import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { redact, Secret } from '../../../src/lib/secret.js';

const secret = new Secret('hunter2/ä');

describe('a secret', () => {
  it.each([
    ['a template string', `${secret}`],
    ['a concatenation', String(secret)],
    ['JSON', JSON.stringify({ token: secret })],
    [
      'inspection, nested and with hidden members',
      inspect({ a: [secret] }, { showHidden: true, depth: null }),
    ],
    ['printf formats', format('%s %o %j', secret, secret, secret)],
    ['the message of an error', new Error(`refused ${secret}`).message],
    ['its own keys', JSON.stringify([Object.keys(secret), Object.entries({ ...secret })])],
  ])('does not print itself in %s', (_where, text) => {
    expect(text).not.toContain('hunter2');
  });

  it('prints a placeholder instead', () => {
    expect(`${secret} ${JSON.stringify(secret)} ${inspect(secret)}`).toBe('<secret> "<secret>" <secret>');
  });

  it('is given to the one who asks', () => {
    expect(secret.reveal()).toBe('hunter2/ä');
  });
});

describe('redact', () => {
  it('replaces every occurrence of every secret', () => {
    const text = 'token-a and token-b, token-a again';
    expect(redact(text, [new Secret('token-a'), new Secret('token-b')])).toBe(
      '<secret> and <secret>, <secret> again',
    );
  });

  it('replaces the percent-encoded form as well', () => {
    expect(redact('smtp://user:hunter2%2F%C3%A4@host', [secret])).toBe('smtp://user:<secret>@host');
  });

  it('treats a secret as text, not as a pattern', () => {
    expect(redact('a.+b$& stays? a.+b$&', [new Secret('a.+b$&')])).toBe('<secret> stays? <secret>');
    expect(redact('axxb', [new Secret('a.+b')])).toBe('axxb');
  });

  it('leaves secrets shorter than four characters alone, which would blot out ordinary words', () => {
    expect(redact('an error', [new Secret('an'), new Secret('')])).toBe('an error');
  });
});
