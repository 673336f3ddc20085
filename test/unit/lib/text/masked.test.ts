// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a text holds a variable of the configuration.
import { expect, test } from 'vitest';
import { masked, maskedAddresses } from '../../../../src/lib/text/masked.js';

test.each([
  ['https://hooks.slack.com/services/T0/B0/x', 'https://hooks.slack.com/…'],
  ['hooks.slack.com/services/T012345/B0/x', 'hooks.slack.com/…'],
  ['https://hooks.slack.com/triggers/E012345/1/x', 'https://hooks.slack.com/…'],
  ['https://discord.com/api/webhooks/1/x', 'https://discord.com/…'],
  ['https://discord.com/api/v10/webhooks/1/x', 'https://discord.com/…'],
  ['https://acme.webhook.office.com/webhookb2/1@2/IncomingWebhook/3/4', 'https://acme.webhook.office.com/…'],
  [
    'https://a.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke',
    'https://a.logic.azure.com:443/…',
  ],
  ['https://chat.googleapis.com/v1/spaces/AAAA/messages?key=k&token=t', 'https://chat.googleapis.com/…'],
  ['https://ops.example.com/hook/x', 'https://ops.example.com/…'],
  ['https://example.com?token=x', 'https://example.com/…'],
  ['example.com/a?sig=x#y', 'example.com/…'],
  ['http://[::1]:80/a?b=c', 'http://[::1]:80/…'],
  ['smtp://user:password@mail.example.com:587', 'smtp://…@mail.example.com:587'],
  ['smtp://user:pass/w@rd@mail.example.com', 'smtp://…'],
  ['post to https://example.com/a?key=x and b', 'post to https://example.com/… and b'],
  ['xoxb-0123-abc', 'xoxb-…'],
  ['whsec_YW4g+/YW4=', 'whsec_…'],
])('%s is shown as %s', (text, shown) => {
  expect(masked(text)).toBe(shown);
});

test.each([
  'https://example.slack.com/archives/C0123456789',
  'https://app.chatbot.com/stories/5b07ff77c2376e30306d9b12',
  's3://acme-reports/bots/weekly',
  'arn:aws:s3:::acme-reports/bots',
  'ann@example.com',
  'Ann Lee <ann@example.com>',
  'smtp://mail.example.com:587',
  './reports/hooks/daily',
  'why? a=b',
  '#general',
  'C0123456789',
  '${TEAMS_URL}',
])('%s stays', (text) => {
  expect(masked(text)).toBe(text);
});

test('addresses are masked in a text of any length, one after the other', () => {
  const long = 'x'.repeat(2_000_000);
  expect(maskedAddresses(`${long} ann@example.com,bob@example.com <c@example.com> @d`)).toBe(
    `${long} a…@example.com,b…@example.com <c…@example.com> @d`,
  );
  expect(maskedAddresses(`${long}@example.com`)).toBe('x…@example.com');
});
