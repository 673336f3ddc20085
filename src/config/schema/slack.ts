import { z } from 'zod';
import { baseUrl } from '../values/address.js';
import { duration, filePath, token } from '../values/leaf.js';
import { slackTokenFault } from '../values/tokens.js';

export const slackSchema = z
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
  })
  .describe('The Slack app that posts. Needed as soon as a digest goes out to Slack.');
