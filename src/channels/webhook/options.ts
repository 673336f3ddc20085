import { z } from 'zod';
import type { ReaderKey, SecretOptions } from '../../config/channel-rules.js';
import { secretUrl, webFault } from '../../config/values/address.js';
import { addFault, filePath, size, token } from '../../config/values/leaf.js';
import { Secret } from '../../lib/secret.js';
import { type SecretAddress, secretAddress } from '../secret-address.js';
import { signingSecretFault } from './signature.js';

const signingSecret = () => token(signingSecretFault).optional();
const secretPath = (what: string) =>
  filePath().optional().describe(`A file that holds ${what}, such as a mounted secret.`);

/** The options of `deliver: [{ webhook: … }]` and `notify: [{ webhook: … }]`. */
export const webhookOptions = z
  .strictObject({
    url: secretUrl()
      .optional()
      .describe('Gets a POST for each digest or notice; https, or http on this machine only.'),
    urlFile: secretPath('the URL'),
    secret: signingSecret().describe(
      'Signs each POST as Standard Webhooks says: whsec_ and 24 to 64 bytes in base64.',
    ),
    secretFile: secretPath('the secret'),
    previousSecret: signingSecret().describe(
      'Signs as well, while receivers change from this secret to the new one.',
    ),
    previousSecretFile: secretPath('the previous secret'),
    files: z
      .enum(['none', 'multipart'])
      .default('none')
      .describe('multipart: a form with the JSON and the digest’s files; none: the JSON alone.'),
    maxSize: size({ min: '100KB', max: '1GB' })
      .prefault('25MB')
      .describe('Largest body of a POST; files beyond it are left out.'),
    onUnknown: z
      .enum(['resend', 'hold'])
      .default('resend')
      .describe('What happens when the other side may have taken a POST and does not say so.'),
  })
  .superRefine((options, context) => {
    const named = (key: 'secret' | 'previousSecret') => (options[key] ?? options[`${key}File`]) !== undefined;
    if (named('previousSecret') && !named('secret'))
      addFault(context, { message: 'has previousSecret without secret; name it secret, or add the new one' });
  })
  .transform(({ url = new Secret(''), ...options }): WebhookOptions => withAddress({ ...options, url }));

/** The options as they are used. */
export interface WebhookOptions extends SecretAddress {
  readonly url: Secret;
  readonly secret?: Secret | undefined;
  /** The one before a change of secrets. */
  readonly previousSecret?: Secret | undefined;
  readonly files: 'none' | 'multipart';
  /** Largest body of a POST, bytes. */
  readonly maxSize: number;
  readonly onUnknown: 'resend' | 'hold';
}

const withAddress = (options: Omit<WebhookOptions, keyof SecretAddress>): WebhookOptions => ({
  ...options,
  ...secretAddress(options.url),
});

export const webhookSecrets: SecretOptions<WebhookOptions> = {
  keys: [
    { key: 'url', kind: 'line', required: true, fault: (content) => webFault(content)?.message ?? null },
    { key: 'secret', kind: 'token', required: false, fault: signingSecretFault },
    { key: 'previousSecret', kind: 'token', required: false, fault: signingSecretFault },
  ],
  resolve: ({ url, secret, previousSecret, ...options }, secretFile) =>
    withAddress({
      ...options,
      url: secretFile('url') ?? url,
      secret: secretFile('secret') ?? secret,
      previousSecret: secretFile('previousSecret') ?? previousSecret,
    }),
};

export const webhookReaders: ReaderKey = { key: 'url', identity: (url) => url };
