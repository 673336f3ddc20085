import { z } from 'zod';
import { type SettingsBlock, settingsBlock } from '../../config/channel-rules.js';
import { baseUrl } from '../../config/values/address.js';
import { duration, filePath, token } from '../../config/values/leaf.js';
import { Secret } from '../../lib/secret.js';
import { slackTokenFault } from './token.js';

const schema = z
  .strictObject({
    token: token(slackTokenFault)
      .optional()
      .describe(
        'Bot token (xoxb-…), usually taken from an environment variable: SLACK_TOKEN in the example.',
      ),
    tokenFile: filePath().optional().describe('A file that holds the token, such as a mounted secret.'),
    apiUrl: baseUrl()
      .transform((url) => (url.endsWith('/') ? url : `${url}/`))
      .prefault('https://slack.com/api/')
      .describe('Root of the Slack Web API. https, or http on this machine only.'),
    timeout: duration({ min: '1ms', max: '10m' }).prefault('30s').describe('Longest wait for one call.'),
    charts: z
      .enum(['native', 'pictures'])
      .default('native')
      .describe('Whether Slack draws charts and tables itself where it can, or shows pictures and lines.'),
  })
  .describe('The Slack app that posts. Needed as soon as a digest goes out to Slack.');

/** The `slack:` block as it is used. */
export interface SlackSettings {
  readonly token: Secret;
  readonly apiUrl: string;
  /** Longest wait for one call, ms. */
  readonly timeout: number;
  readonly charts: 'native' | 'pictures';
}

/** The `slack:` block. */
export const slackSettings: SettingsBlock<SlackSettings> = settingsBlock({
  schema,
  secrets: [{ key: 'token', kind: 'token', fault: slackTokenFault }],
  issues: (slack) =>
    'token' in slack || 'tokenFile' in slack ? [] : [{ path: ['token'], message: 'is missing' }],
  warnings: () => [],
  resolve: ({ token, apiUrl, timeout, charts }, secretFile): SlackSettings => ({
    token: token ?? secretFile('token') ?? new Secret(''),
    apiUrl,
    timeout,
    charts,
  }),
});
