import { z } from 'zod';
import type { ReaderKey, SecretOptions } from '../../config/channel-rules.js';
import { filePath, secret } from '../../config/values/leaf.js';
import { Secret } from '../../lib/secret.js';
import { type SecretAddress, secretAddress } from '../secret-address.js';
import { type AddressShape, addressFault } from './address.js';

/** The options of a chat that is posted to by the address of a webhook. */
export interface ChatOptions extends SecretAddress {
  readonly url: Secret;
  /** What happens when the chat falls silent after it may have posted. */
  readonly onUnknown: 'resend' | 'hold';
}

/** The options of an entry, its address judged by its shape. */
export function chatOptions(shape: AddressShape): z.ZodType<ChatOptions> {
  const fault = (value: string) => {
    const message = addressFault(value, shape);
    return message === null ? null : { message };
  };
  return z
    .strictObject({
      url: secret(fault).optional().describe('The address of the webhook, which is itself a secret.'),
      urlFile: filePath().optional().describe('A file that holds the address, such as a mounted secret.'),
      onUnknown: z
        .enum(['resend', 'hold'])
        .default('hold')
        .describe(
          'What happens when nobody knows whether a message arrived: send it once more (resend) or leave it to a person (hold).',
        ),
    })
    .transform(({ url = new Secret(''), onUnknown }) => ({ url, onUnknown, ...secretAddress(url) }));
}

export function chatSecrets(shape: AddressShape): SecretOptions<ChatOptions> {
  return {
    keys: [{ key: 'url', kind: 'line', required: true, fault: (content) => addressFault(content, shape) }],
    resolve(options, secretFile) {
      const url = secretFile('url') ?? options.url;
      return { ...options, url, ...secretAddress(url) };
    },
  };
}

export const chatReaders: ReaderKey = { key: 'url', identity: (url) => url };
