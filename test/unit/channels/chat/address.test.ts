import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../src/config/load.js';
import { ConfigError } from '../../../../src/config/problem.js';
import { pluginsAt } from '../../../../src/configuration.js';
import { emptyFolder } from '../../../support/folder.js';

const HEAD = 'chatbot: { token: t }\nbots: { a: { storyId: 5b07ff77c2376e30306d9b12 } }\n';
const plugins = pluginsAt(Date.parse('2026-11-23T08:00:00Z'));

const configOf = (kind: string, options: string, file = 'config.yaml') =>
  parseConfig(`${HEAD}digests: { d: { bots: [a], deliver: [{ ${kind}: { ${options} } }] } }\n`, file, {
    env: {},
    plugins,
  });

/** What is said of an address, without its place in the file. */
async function said(kind: string, url: string): Promise<string> {
  const error: unknown = await configOf(kind, `url: "${url}"`).catch((thrown) => thrown);
  if (!(error instanceof ConfigError)) return 'taken';
  expect(error.message).not.toContain('sEcReT');
  const [, place, fault = ''] =
    /^config\.yaml:3:\d+: digests\.d\.deliver\[0\]\.(\w+\.url): (.*)$/.exec(error.message) ?? [];
  expect(place).toBe(`${kind}.url`);
  return fault;
}

const FLOW = 'triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=sEcReT';
const MESSAGES = 'v1/spaces/AAAA/messages?key=sEcReT&token=sEcReT';

describe('an address is taken by its path and query, on any host:', () => {
  test.each([
    [
      'teams',
      `https://default0.71.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/7ee5/${FLOW}`,
    ],
    [
      'teams',
      `https://default0.71.environment.api.powerplatform.us/powerautomate/automations/direct/workflows/7ee5/${FLOW}`,
    ],
    ['teams', `https://prod-17.westeurope.logic.azure.com:443/workflows/7ee5/${FLOW}`],
    ['teams', `https://prod-01.usgovtexas.logic.azure.us/workflows/7ee5/${FLOW}`],
    ['teams', `https://prod-01.chinanorth3.logic.azure.cn/workflows/7ee5/${FLOW}`],
    ['teams', `https://relay.example.com/teams/workflows/7ee5/${FLOW}`],
    ['teams', `http://127.0.0.1:8080/workflows/7ee5/${FLOW}`],
    ['googleChat', `https://chat.googleapis.com/${MESSAGES}`],
    ['googleChat', `https://chat.googleapis.com/${MESSAGES}&threadKey=all`],
    ['googleChat', `https://relay.example.com/chat/${MESSAGES}`],
    ['googleChat', `http://localhost:8080/${MESSAGES}`],
  ])('%s %s', async (kind, url) => {
    expect(await said(kind, url)).toBe('taken');
  });
});

const SLACK = 'https://hooks.slack.com/services/T0123456/B0123456/sEcReT';
const DISCORD = 'https://discord.com/api/webhooks/123456/sEcReT';
const CONNECTOR = 'https://example.webhook.office.com/webhookb2/1a@2b/IncomingWebhook/sEcReT/3c';

describe('another address is told from it:', () => {
  test.each([
    [
      'teams',
      CONNECTOR,
      /^is the address of a connector, and Microsoft has retired those; to get the right one in Teams, open Workflows/,
    ],
    [
      'teams',
      'https://outlook.office.com/webhook/1a@2b/IncomingWebhook/sEcReT/3c',
      /^is the address of a connector/,
    ],
    ['teams', 'https://teams.microsoft.com/l/channel/19%3AsEcReT/General?groupId=1', /^is a link into Teams/],
    ['teams', 'https://teams.microsoft.com/_#/conversations/19:sEcReT', /^is a link into Teams/],
    [
      'teams',
      'https://make.powerautomate.com/environments/Default-1/flows/sEcReT/details',
      /^is the page of a workflow/,
    ],
    [
      'teams',
      'https://make.powerautomate.com/manage/environments/Default-1/flows/sEcReT',
      /^is the page of a workflow/,
    ],
    [
      'teams',
      `https://chat.googleapis.com/${MESSAGES}`,
      /Google Chat webhook, which belongs under googleChat/,
    ],
    ['teams', SLACK, /Slack webhook, while Slack is reached by slack: \{ channel: … \}/],
    ['teams', DISCORD, /Discord webhook, which botdigest has no channel for/],
    [
      'teams',
      'https://example.com/sEcReT',
      /^has not the form of such an address; to get the right one in Teams, open Workflows/,
    ],
    [
      'teams',
      `https://prod-17.westeurope.logic.azure.com/workflows/7ee5/${FLOW.replace(/&sig.*/, '')}`,
      /^lacks sig=…: copy the whole address/,
    ],
    [
      'teams',
      'https://prod-17.westeurope.logic.azure.com/workflows/7ee5/triggers/manual/paths/invoke',
      /^lacks api-version=… and sig=…/,
    ],
    ['teams', `http://prod-17.westeurope.logic.azure.com/workflows/7ee5/${FLOW}`, /^must start with https:/],
    [
      'googleChat',
      'https://mail.google.com/chat/u/0/#chat/space/sEcReT',
      /^is the link of a space.*Apps & integrations/,
    ],
    ['googleChat', 'https://chat.google.com/room/sEcReT?cls=7', /^is the link of a space/],
    ['googleChat', 'https://chat.google.com/u/0/app/chat/sEcReT', /^is the link of a space/],
    ['googleChat', `https://chat.googleapis.com/${MESSAGES.replace(/&token.*/, '')}`, /^lacks token=…/],
    ['googleChat', 'https://chat.googleapis.com/v1/spaces/sEcReT/messages', /^lacks key=… and token=…/],
    ['googleChat', 'https://chat.googleapis.com/v1/spaces/sEcReT', /^has not the form/],
    [
      'googleChat',
      `https://prod-17.westeurope.logic.azure.com/workflows/7ee5/${FLOW}`,
      /Teams webhook, which belongs under teams/,
    ],
    ['googleChat', CONNECTOR, /Teams webhook, which belongs under teams/],
    ['googleChat', SLACK, /Slack webhook/],
    ['googleChat', DISCORD, /Discord webhook/],
    ['googleChat', 'sEcReT', /^must be a URL that starts with https:/],
  ])('%s %s', async (kind, url, fault) => {
    expect(await said(kind, url)).toMatch(fault);
  });
});

test('an address from a file is held against the same form, and told by its host', async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'good'), `https://prod-17.westeurope.logic.azure.com/workflows/7ee5/${FLOW}\n`);
  writeFileSync(join(folder, 'bad'), CONNECTOR);
  const file = join(folder, 'config.yaml');
  const config = await configOf('teams', 'urlFile: good', file);
  const [entry] = config.digests.get('d')?.deliver ?? [];
  expect(entry?.options).toMatchObject({
    host: 'prod-17.westeurope.logic.azure.com',
    address: expect.stringMatching(/^prod-17\.westeurope\.logic\.azure\.com#[0-9a-f]{6}$/),
    onUnknown: 'hold',
  });
  expect(JSON.stringify(config)).not.toContain('sEcReT');
  await expect(configOf('teams', 'urlFile: bad', file)).rejects.toThrow(
    /teams\.urlFile: the file “bad” is the address of a connector/,
  );
});

test('an entry without an address is refused', async () => {
  await expect(configOf('googleChat', 'onUnknown: hold')).rejects.toThrow(
    'googleChat.url: is missing; give it, or its file as urlFile',
  );
});
