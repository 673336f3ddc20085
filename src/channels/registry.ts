import { dirname } from 'node:path';
import { needsBlock } from '../config/channel-rules.js';
import type { Config } from '../config/config.js';
import type { TemplateKind } from '../config/schema/plugins.js';
import type { Channels, ChannelTools, RegisteredChannel } from './channel.js';
import { email } from './email/channel.js';
import { folder } from './folder/channel.js';
import { googleChat } from './google-chat/channel.js';
import { s3 } from './s3/channel.js';
import { slack } from './slack/channel.js';
import { teams } from './teams/channel.js';
import { webhook } from './webhook/channel.js';

/** Every channel, in the order in which a preview shows them: a new one is one line here. */
export const CHANNELS: readonly RegisteredChannel[] = [email, slack, teams, googleChat, s3, folder, webhook];

/** What channels are opened with. */
export type ChannelConfig = Pick<Config, 'file' | 'channels' | 'ca'>;

/** What does not depend on the configuration. */
type CommonTools = Omit<ChannelTools, 'folder' | 'ca'>;

/** Opens the channels that a configuration can use: those with settings, and those that can do without. */
export function openChannels(config: ChannelConfig, tools: CommonTools, channels = CHANNELS): Channels {
  return opened(
    config,
    tools,
    channels.filter((channel) => !needsBlock(channel) || config.channels.has(channel.kind)),
  );
}

/** Opens every channel that a preview shows: by its settings, or as a sample where there are none. */
export function openSamples(config: ChannelConfig, tools: CommonTools, channels = CHANNELS): Channels {
  return opened(
    config,
    tools,
    channels.filter(({ hasSample }) => hasSample),
  );
}

function opened(config: ChannelConfig, tools: CommonTools, channels: typeof CHANNELS): Channels {
  const { file, ca } = config;
  const all = { ...tools, folder: dirname(file), ca };
  return new Map(channels.map(({ kind, open }) => [kind, open(config.channels.get(kind), all)]));
}

/** The templates of messages that people may replace, by file name. */
export const templatesOf = (channels: readonly RegisteredChannel[]): Readonly<Record<string, TemplateKind>> =>
  Object.assign({}, ...channels.map(({ templates }) => templates));
