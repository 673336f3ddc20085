import { expect, test } from 'vitest';
import { webhookOptions } from '../../../../src/channels/webhook/options.js';
import { channelMeans, prepareToolsFor } from '../../../../src/composition.js';
import { createHttpClient } from '../../../../src/http/client.js';
import { systemClock } from '../../../../src/lib/time/clock.js';
import { renderRun } from '../../../../src/run/prepare/render-run.js';
import { WEEKLY } from '../../../support/digests.js';
import { sampleTemplates } from '../../../support/render-context.js';
import { renderJob } from '../../../support/render-job.js';
import { digestConfig, snapshot } from '../../../support/snapshot.js';

const SLACK = { token: null, apiUrl: 'https://slack.com/api/', timeout: 1_000 };
const entry = (kind: string, options: object) => ({
  kind,
  options,
  slice: { name: '', changes: {} },
  path: 'deliver',
});
const hook = entry('webhook', webhookOptions.parse({ url: 'https://hooks.example.com/' }));
const slack = entry('slack', { channel: 'C0123456789', style: 'summary', onUnknown: 'hold' });

test.each([
  ['a webhook alone', [hook], 0],
  ['Slack beside it', [hook, slack], 1],
])('pictures are drawn ahead for those whose messages show some: %s', async (_what, deliver, times) => {
  const config = { file: '/nowhere/config.yaml', ca: [], channels: new Map([['slack', SLACK]]) };
  const tools = prepareToolsFor(config, channelMeans({ clock: systemClock, http: createHttpClient() }));
  let painted = 0;
  const paint = async () => {
    painted += 1;
    return [];
  };
  const digest = digestConfig(WEEKLY, { templates: sampleTemplates, formats: [], deliver });
  const job = renderJob(digest, snapshot(WEEKLY), tools.channels);
  await renderRun({ ...tools, paint }, job, new AbortController().signal);
  expect(painted).toBe(times);
});
