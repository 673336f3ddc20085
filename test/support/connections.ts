import type { ChannelTools, Check, Connection, OpenChannel } from '../../src/channels/channel.js';
import { email } from '../../src/channels/email/channel.js';
import type { EmailOptions } from '../../src/channels/email/options.js';
import type { EmailSettings } from '../../src/channels/email/settings.js';
import { folder } from '../../src/channels/folder/channel.js';
import { googleChat } from '../../src/channels/google-chat/channel.js';
import { createAccessTokens } from '../../src/channels/oauth2/access-tokens.js';
import { s3 } from '../../src/channels/s3/channel.js';
import { type S3Options, s3Options } from '../../src/channels/s3/options.js';
import { slack } from '../../src/channels/slack/channel.js';
import type { SlackOptions } from '../../src/channels/slack/options.js';
import type { SlackSettings } from '../../src/channels/slack/settings.js';
import { teams } from '../../src/channels/teams/channel.js';
import { connectWebhook } from '../../src/channels/webhook/channel.js';
import { webhookOptions } from '../../src/channels/webhook/options.js';
import { createHttpClient } from '../../src/http/client.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { quickClock } from './quick-clock.js';
import { S3_BUCKET, S3_KEYS, S3_REGION } from './s3-server.js';
import { CHANNEL } from './slack-server.js';

type Tools = Partial<ChannelTools>;

function toolsWith(tools: Tools): ChannelTools {
  const base = { clock: quickClock(), http: createHttpClient(), folder: '/', userAgent: 'botdigest/test' };
  return { ...base, tokens: createAccessTokens({ ...base, ...tools }), ...tools };
}

/** The connection of an `email:` entry. */
export function connectEmail(
  settings: EmailSettings,
  options: Partial<EmailOptions> = {},
  tools: Tools = {},
): Connection {
  const filled = { to: ['cx-leads@example.com'], onUnknown: 'resend', ...options };
  return email.open(settings, toolsWith(tools)).connect({ kind: 'email', options: filled });
}

type SlackSample = Omit<SlackSettings, 'charts'> & Partial<Pick<SlackSettings, 'charts'>>;

/** Slack, open for connections to several channels, with native charts unless the settings say otherwise. */
export const openSlack = (settings: SlackSample, tools: Tools = {}): OpenChannel =>
  slack.open({ charts: 'native', ...settings }, toolsWith(tools));

/** The connection of a `slack:` entry. */
export function connectSlack(
  settings: SlackSample,
  options: Partial<SlackOptions> = {},
  tools: Tools = {},
): Connection {
  const filled = { channel: CHANNEL, style: 'full', onUnknown: 'hold', ...options };
  return openSlack(settings, tools).connect({ kind: 'slack', options: filled });
}

/** The connection of a `folder:` entry in a configuration that stands in `base`. */
export const connectFolder = (base: string, path: string): Connection =>
  folder.open(null, toolsWith({ folder: base })).connect({ kind: 'folder', options: { path } });

/** The connection of a `webhook:` entry as a user would write it; it waits no longer than `timeout`, ms. */
export const connectHook = (
  entry: object,
  { timeout = 5_000, ...tools }: Tools & { timeout?: number } = {},
) => connectWebhook({ ...toolsWith(tools), timeout }, webhookOptions.parse(entry));
/** The options of an `s3:` entry for a store at `endpoint`. */
export const s3Entry = (endpoint: string, options: Partial<Record<keyof S3Options, unknown>> = {}) =>
  s3Options.parse({
    bucket: S3_BUCKET,
    prefix: 'bots',
    region: S3_REGION,
    endpoint,
    timeout: '5s',
    ...S3_KEYS,
    ...options,
  });

/** The connection of an `s3:` entry. */
export const connectS3 = (options: S3Options, tools: Tools = {}): Connection =>
  s3.open(undefined, toolsWith({ clock: systemClock, ...tools })).connect({ kind: 's3', options });
/** The connection of a `teams:` entry. */
export function connectTeams(url: string, tools: Tools = {}): Connection {
  return teams.open(null, toolsWith(tools)).connect({ kind: 'teams', options: teams.options.parse({ url }) });
}

/** The connection of a `googleChat:` entry. */
export function connectGoogleChat(url: string, tools: Tools = {}): Connection {
  return googleChat.open(null, toolsWith(tools)).connect({
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
