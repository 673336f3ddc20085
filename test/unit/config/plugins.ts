import { z } from 'zod';
import { mailTemplates as templates } from '../../../src/channels/email/body/templates.js';
import { CHANNELS } from '../../../src/channels/registry.js';
import type { ChannelRules } from '../../../src/config/channel-rules.js';
import type { LoadContext, Plugins } from '../../../src/config/load.js';
import { messageRules } from '../../../src/digest/language/message-rules.js';
import { shortestInterval } from '../../../src/lib/cron/interval.js';

const address = z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, '{value} is not an e-mail address');
const onUnknown = z.enum(['resend', 'hold']).default('resend');

const options: Readonly<Record<string, z.ZodType>> = {
  email: z.strictObject({
    to: z.array(address).min(1),
    onUnknown,
    subject: z.string().optional(),
  }),
  slack: z.strictObject({
    channel: z.string().regex(/^[CG][A-Z0-9]{8,}$/, '{value} is not a channel id such as C0123456789'),
    style: z.enum(['summary', 'full']).default('full'),
    onUnknown,
  }),
  folder: z.strictObject({ path: z.string().min(1) }),
};

/** Plug-ins of the shapes that the composition root hands in, with a schedule check that knows three faults. */
export const plugins: Plugins = {
  now: Date.parse('2026-12-01T00:00:00Z'),
  formats: {
    pdf: z.strictObject({ bookmarks: z.boolean().default(true) }),
    xlsx: z.strictObject({}),
    csv: z.object({ separator: z.enum([',', ';']).default(',') }),
    json: z.strictObject({}),
    png: z.strictObject({ width: z.int().min(200).max(4000).default(1200) }),
  },
  channels: CHANNELS.map(
    (channel): ChannelRules => ({ ...channel, options: options[channel.kind] ?? channel.options }),
  ),
  scheduleProblem(expression) {
    if (expression.split(/\s+/).length !== 5) return 'has not five fields';
    if (/^6\d /.test(expression)) return 'minute 61 is out of range (0 to 59)';
    return expression === '0 0 31 2 *' ? 'never fires' : null;
  },
  shortestInterval: (expression) => shortestInterval(expression, Date.parse('2026-12-01T00:00:00Z')),
  unfinishedSlot: async () => null,
  templates,
  messages: messageRules,
};

/** The environment of the fixtures; SHORT and HIDDEN are values that no message may show. */
export const env = {
  CHATBOT_TOKEN: 'tok-4f9d2c',
  SMTP_URL: 'smtp://mailer:pa%24%24word@smtp.example.com:587',
  SLACK_TOKEN: 'xoxb-1111-2222',
  HIDDEN: 'hidden-value-of-a-variable',
  EMPTY: '',
  COUNT: '7',
} as const;

export const context: LoadContext = { env, plugins };
