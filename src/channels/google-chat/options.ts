import { type AddressShape, DISCORD_WEBHOOK, SLACK_WEBHOOK } from '../chat/address.js';

/** The address of a space's webhook: `…/v1/spaces/…/messages?key=…&token=…`. */
export const GOOGLE_CHAT_ADDRESS: AddressShape = {
  path: /\/v1\/spaces\/[^/]+\/messages\/?$/,
  query: ['key', 'token'],
  source:
    'in Google Chat, open the space’s menu, choose Apps & integrations, then Webhooks, add one, and copy its address',
  mistakes: [
    [/^\/(chat|u\/\d+|app|room|space|dm)(\/|#)/, 'is the link of a space, not the address of a webhook'],
    [
      /\/workflows\/[^/]+\/triggers\/|^\/webhook(b2)?\/[^/]+\/IncomingWebhook\//i,
      'is the address of a Teams webhook, which belongs under teams',
    ],
    SLACK_WEBHOOK,
    DISCORD_WEBHOOK,
  ],
};
