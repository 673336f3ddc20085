import { z } from 'zod';
import type { ReaderKey, SecretOptions } from '../../config/channel-rules.js';
import { secretUrl, webFault } from '../../config/values/address.js';
import { filePath } from '../../config/values/leaf.js';
import { Secret } from '../../lib/secret.js';
import { type SecretAddress, secretAddress } from '../secret-address.js';

/** The options of `notify: [{ webhook: … }]`. */
export const webhookOptions = z
  .strictObject({
    url: secretUrl()
      .optional()
      .describe('Gets a POST with a short JSON message; https, or http on this machine only.'),
    urlFile: filePath().optional().describe('A file that holds the URL, such as a mounted secret.'),
  })
  .transform(({ url = new Secret('') }): WebhookOptions => ({ url, ...secretAddress(url) }));

export const webhookSecrets: SecretOptions<WebhookOptions> = {
  keys: [
    { key: 'url', kind: 'line', required: true, fault: (content) => webFault(content)?.message ?? null },
  ],
  resolve(options, secretFile) {
    const url = secretFile('url') ?? options.url;
    return { url, ...secretAddress(url) };
  },
};

export const webhookReaders: ReaderKey = { key: 'url', identity: (url) => url };

export interface WebhookOptions extends SecretAddress {
  readonly url: Secret;
}
