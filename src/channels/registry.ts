import { dirname } from 'node:path';
import type { Config } from '../config/config.js';
import type { TemplateKind } from '../config/schema/plugins.js';
import type { Channels, ChannelTools, RegisteredChannel } from './channel.js';
import { email } from './email/channel.js';
import { folder } from './folder/channel.js';
import { googleChat } from './google-chat/channel.js';
import { slack } from './slack/channel.js';
import { teams } from './teams/channel.js';
import { webhook } from './webhook/channel.js';

/** Every channel, in the order in which a preview shows them: a new one is one line here. */
export const CHANNELS: readonly RegisteredChannel[] = [email, slack, teams, googleChat, folder, webhook];

/** What channels are opened with. */
export type ChannelConfig = Pick<Config, 'file' | 'channels'>;

/** Opens the channels that a configuration can use: those with settings, and those that need none. */
export function openChannels(
  config: ChannelConfig,
  tools: Omit<ChannelTools, 'folder'>,
  channels = CHANNELS,
): Channels {
  const folder = dirname(config.file);
  return new Map(
    channels
      .filter(({ kind, settings }) => settings === null || config.channels.has(kind))
      .map((channel) => [
        channel.kind,
        channel.open(config.channels.get(channel.kind), { ...tools, folder }),
      ]),
  );
}

/** Opens every channel that a preview shows: by its settings, or as a sample where there are none. */
export function openSamples(
  config: ChannelConfig,
  tools: Omit<ChannelTools, 'folder'>,
  channels = CHANNELS,
): Channels {
  const shown = channels.filter(({ hasSample }) => hasSample);
  const folder = dirname(config.file);
  return new Map(
    shown.map((channel) => [
      channel.kind,
      channel.open(config.channels.get(channel.kind), { ...tools, folder }),
    ]),
  );
}

/** The templates of messages that people may replace, by file name. */
export const templatesOf = (channels: readonly RegisteredChannel[]): Readonly<Record<string, TemplateKind>> =>
  Object.assign({}, ...channels.map(({ templates }) => templates));
