import { expect, test } from 'vitest';
import { unsubscribeToken } from '../../../src/channels/email/unsubscribe.js';
import { Secret } from '../../../src/lib/secret.js';
import { repositoryFile } from '../../support/markdown.js';

test('the worked example of an unsubscribe token is what a mail has', () => {
  const page = repositoryFile('docs/email.md');
  const command =
    /printf %s '([^/']+)\/([^']+)' \| openssl dgst -sha256 -hmac '([^']+)' -hex\n# ([0-9a-f]{64})\n/;
  const [, digest = '', address = '', secret = '', token] = command.exec(page) ?? [];
  expect(unsubscribeToken(new Secret(secret), { address, digest })).toBe(token);
});
