import type { EmailSettings } from '../../src/channels/email/settings.js';
import type { SlackSettings } from '../../src/channels/slack/settings.js';
import type { Config } from '../../src/config/config.js';

/** What a configuration made of its `email:` block. */
export const emailOf = ({ channels }: Config) => channels.get('email') as EmailSettings | undefined;

/** What a configuration made of its `slack:` block. */
export const slackOf = ({ channels }: Config) => channels.get('slack') as SlackSettings | undefined;
