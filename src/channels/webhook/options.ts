import { z } from 'zod';
import type { ReaderKey } from '../../config/channel-rules.js';
import { secretUrl } from '../../config/values/address.js';

/** The options of `notify: [{ webhook: … }]`. */
export const webhookOptions = z.strictObject({
  url: secretUrl().describe('Gets a POST with a short JSON message; https, or http on this machine only.'),
});

export const webhookReaders: ReaderKey = { key: 'url', identity: (url) => url };

export type WebhookOptions = z.output<typeof webhookOptions>;
