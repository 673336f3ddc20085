import type { ChannelTools, Check, Connection } from '../../src/channels/channel.js';
import { email } from '../../src/channels/email/channel.js';
import type { EmailOptions } from '../../src/channels/email/options.js';
import type { EmailSettings } from '../../src/channels/email/settings.js';
import { folder } from '../../src/channels/folder/channel.js';
import { googleChat } from '../../src/channels/google-chat/channel.js';
import { slack } from '../../src/channels/slack/channel.js';
import type { SlackOptions } from '../../src/channels/slack/options.js';
import type { SlackSettings } from '../../src/channels/slack/settings.js';
import { teams } from '../../src/channels/teams/channel.js';
import { createHttpClient } from '../../src/http/client.js';
import { quickClock } from './quick-clock.js';
import { CHANNEL } from './slack-server.js';

type Tools = Partial<ChannelTools>;

const toolsWith = (tools: Tools): ChannelTools => ({
  clock: quickClock(),
  http: createHttpClient(),
  folder: '/',
  userAgent: 'botdigest/test',
  ...tools,
});

/** The connection of an `email:` entry. */
export function connectEmail(
  settings: EmailSettings,
  options: Partial<EmailOptions> = {},
  tools: Tools = {},
): Connection {
  const filled = { to: ['cx-leads@example.com'], onUnknown: 'resend', ...options };
  return email.open(settings, toolsWith(tools)).connect({ kind: 'email', options: filled });
}

/** The connection of a `slack:` entry. */
export function connectSlack(
  settings: SlackSettings,
  options: Partial<SlackOptions> = {},
  tools: Tools = {},
): Connection {
  const filled = { channel: CHANNEL, style: 'full', onUnknown: 'hold', ...options };
  return slack.open(settings, toolsWith(tools)).connect({ kind: 'slack', options: filled });
}

/** The connection of a `folder:` entry in a configuration that stands in `base`. */
export const connectFolder = (base: string, path: string): Connection =>
  folder.open(null, toolsWith({ folder: base })).connect({ kind: 'folder', options: { path } });

/** The connection of a `teams:` entry. */
export function connectTeams(url: string): Connection {
  return teams.open(null, toolsWith({})).connect({ kind: 'teams', options: teams.options.parse({ url }) });
}

/** The connection of a `googleChat:` entry. */
export function connectGoogleChat(url: string): Connection {
  return googleChat.open(null, toolsWith({})).connect({
    kind: 'googleChat',
    options: googleChat.options.parse({ url }),
  });
}

/** What a check of that name says; of the first one when no name is given. */
export async function checkOf({ checks }: Connection, name = checks[0]?.name): Promise<Check> {
  const check = checks.find((one) => one.name === name);
  if (!check) throw new Error(`There is no check ${name}.`);
  return check.try(new AbortController().signal);
}
