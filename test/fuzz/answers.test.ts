import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished, test } from 'vitest';
import { googleErrorCode, messageName } from '../../src/channels/google-chat/answers.js';
import { readErrorAnswer } from '../../src/channels/s3/error-answer.js';
import { teamsErrorCode } from '../../src/channels/teams/answers.js';
import { readGroups } from '../../src/chatbot/read/groups.js';
import { readHeatmap } from '../../src/chatbot/read/heatmap.js';
import { readInteractions } from '../../src/chatbot/read/interactions.js';
import { readSeries } from '../../src/chatbot/read/series.js';
import { Secret } from '../../src/lib/secret.js';
import { clientOf, REPORT } from '../fault/api/rig.js';
import { startApi } from '../support/api-server.js';
import { damaged } from './inputs.js';
import { judge, SECRET } from './judge.js';

const folder = fileURLToPath(new URL('../fixtures/api/', import.meta.url));
const sent = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFileSync(folder + name, 'utf8'));

const SCOPE = {
  dimension: 'day',
  from: Date.UTC(2019, 2, 1),
  to: Date.UTC(2019, 3, 1),
  counts: true,
} as const;

const readings = (body: unknown) => [
  readSeries(body, SCOPE),
  readSeries(body, { ...SCOPE, counts: false }),
  readHeatmap(body, { dayZero: 'sunday', offset: 0 }),
  readInteractions(body),
  readGroups(body, ['widget', 'messenger'], SCOPE),
];

test('Whatever the API answers, by the wire, it is read or becomes a gap that names no secret', async () => {
  let next = { status: 200, body: '' };
  const api = await startApi((response) => {
    response.writeHead(next.status, { 'content-type': 'application/json' });
    response.end(next.body);
  });
  const client = clientOf(api.url, { retries: 0 }, { token: new Secret(SECRET) });
  onTestFinished(async () => {
    await client.close();
    await api.close();
  });
  const echo = JSON.stringify({
    error: { message: `Bearer ${SECRET}`, [SECRET]: SECRET },
    data: [{ [SECRET]: 1 }],
  });
  await judge({
    inputs: damaged([
      echo,
      JSON.stringify({ data: [{ date: SECRET, value: SECRET }], [SECRET]: 1 }),
      ...sent,
    ]),
    few: 300,
    async read(body) {
      next = { status: [200, 200, 200, 400, 404, 500][body.length % 6] ?? 200, body };
      const result = await client.session().get(REPORT);
      return result.ok ? readings(result.body).map(problemOf) : result;
    },
  });
});

/** What of a reading a digest or a log shows as text: gaps and notes. */
function problemOf(reading: ReturnType<typeof readings>[number]): unknown {
  if ('kind' in reading) return reading;
  if ('result' in reading) return reading.result.kind === 'gap' ? reading : reading.notes;
  return [...reading.values()].map(problemOf);
}

test('An error answer of a bucket or a chat is read, or is none', async () => {
  await judge({
    inputs: damaged([
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>No &lt;b&gt;</Message><Region>eu-west-1</Region></Error>',
      '{"error":{"code":404,"status":"NOT_FOUND","message":"x"},"name":"spaces/A/messages/B"}',
      'HTTP error 413 (Summary) with code RequestEntityTooLarge',
      '<Error><Code>A</Code>',
    ]),
    few: 400,
    read: (text) => [readErrorAnswer(text), teamsErrorCode(text), googleErrorCode(text), messageName(text)],
  });
});
