import { type AddressShape, DISCORD_WEBHOOK, SLACK_WEBHOOK } from '../chat/address.js';

/** The address that a workflow of Power Automate is posted to, in every cloud: `…/workflows/…/triggers/manual/paths/invoke?…&sig=…`. */
export const TEAMS_ADDRESS: AddressShape = {
  path: /\/workflows\/[^/]+\/triggers\/[^/]+\/paths\/invoke\/?$/i,
  query: ['api-version', 'sig'],
  source:
    'in Teams, open Workflows in the channel’s menu, choose the template that posts to the channel when a webhook request is received, and copy the address that it shows at the end',
  mistakes: [
    [
      /^\/webhook(b2)?\/[^/]+\/IncomingWebhook\//i,
      'is the address of a connector, and Microsoft has retired those',
    ],
    [
      /^\/(l|_)?(\/|#).*(channel|team|chat|message|conversations)/i,
      'is a link into Teams, not the address of a webhook',
    ],
    [
      /\/(environments|manage)\/[^/]+\/.*flows?\b/i,
      'is the page of a workflow, not the address that it is posted to',
    ],
    [
      /^\/v1\/spaces\/[^/]+\/messages/,
      'is the address of a Google Chat webhook, which belongs under googleChat',
    ],
    SLACK_WEBHOOK,
    DISCORD_WEBHOOK,
  ],
};
