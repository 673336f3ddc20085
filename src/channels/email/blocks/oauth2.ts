import { z } from 'zod';
import type { SecretKey } from '../../../config/channel-rules.js';
import type { Issue } from '../../../config/problem.js';
import { mapping, type Untyped } from '../../../config/read/untyped.js';
import { webUrl } from '../../../config/values/address.js';
import { filePath, lineValue, secret } from '../../../config/values/leaf.js';
import { addressOf } from '../../../config/values/mailbox.js';
import type { Secret } from '../../../lib/secret.js';
import type { OAuth2Grant } from '../../oauth2/grant.js';

/** How mails are sent with access tokens instead of a password. */
export interface OAuth2Login extends OAuth2Grant {
  /** The mailbox that XOAUTH2 logs in to. */
  readonly user: string;
}

/** A scope is a list of words (RFC 6749, A.4). */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/** The block `email.oauth2`. */
export const oauth2 = z
  .strictObject({
    tokenUrl: webUrl().describe(
      'Token endpoint: https://login.microsoftonline.com/TENANT/oauth2/v2.0/token or https://oauth2.googleapis.com/token.',
    ),
    clientId: lineValue().describe('Id of the app that is registered there.'),
    clientSecret: secret()
      .optional()
      .describe('Its secret; not needed by a public app with a refresh token.'),
    clientSecretFile: filePath().optional().describe('A file that holds the secret.'),
    scope: lineValue(1_000)
      .refine((value) => SCOPE.test(value), 'must be words of ASCII with one space between them')
      .optional()
      .describe(
        'What the token is for: https://outlook.office365.com/.default. Needed without a refresh token, which knows its own.',
      ),
    user: lineValue().optional().describe('Mailbox to log in to; the address of from when left out.'),
    refreshToken: secret()
      .optional()
      .describe('Asks for tokens in the name of a user; without one, the app asks in its own name.'),
    refreshTokenFile: filePath().optional().describe('A file that holds the refresh token.'),
  })
  .describe(
    'Logs in with access tokens (XOAUTH2) instead of a password, as Microsoft 365 and Google Workspace want it.',
  );

/** The secrets of the block, which files may hold. */
export const OAUTH2_SECRETS: readonly SecretKey[] = [
  { key: 'oauth2.clientSecret', kind: 'line', fault: () => null },
  { key: 'oauth2.refreshToken', kind: 'line', fault: () => null },
];

const holds = (block: Untyped, key: string) => key in block || `${key}File` in block;

/** An app that asks in its own name needs a secret and a scope. */
export function oauth2Issues(email: Untyped): Issue[] {
  if (!('oauth2' in email)) return [];
  const block = mapping(email.oauth2);
  if (holds(block, 'refreshToken')) return [];
  return [
    ...(holds(block, 'clientSecret')
      ? []
      : [
          {
            path: ['oauth2', 'clientSecret'],
            message: 'is missing; or give clientSecretFile, or a refreshToken',
          },
        ]),
    ...('scope' in block
      ? []
      : [
          {
            path: ['oauth2', 'scope'],
            message: 'is missing; Microsoft 365 wants https://outlook.office365.com/.default',
          },
        ]),
  ];
}

export function oauth2Login(
  block: z.output<typeof oauth2>,
  { from, file }: { readonly from: string; readonly file: (key: string) => Secret | undefined },
): OAuth2Login {
  return {
    tokenUrl: block.tokenUrl,
    clientId: block.clientId,
    clientSecret: block.clientSecret ?? file('oauth2.clientSecret') ?? null,
    scope: block.scope ?? null,
    refreshToken: block.refreshToken ?? file('oauth2.refreshToken') ?? null,
    user: block.user ?? addressOf(from),
  };
}
