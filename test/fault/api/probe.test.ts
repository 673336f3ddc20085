import { describe, expect, onTestFinished, test } from 'vitest';
import { QUESTIONS } from '../../../src/probe/finding.js';
import { BUDGET } from '../../../src/probe/probe.js';
import { SHAPES } from '../../../src/sandbox/faults/corrupt.js';
import type { FaultRule } from '../../../src/sandbox/faults/fault.js';
import { REPORTS } from '../../../src/vocabulary/chatbot.js';
import { json, type Respond, raw, startApi } from '../../support/api-server.js';
import { PROBE_TOKEN, probeAt, sandboxOf } from '../../support/probe-rig.js';
import { quickClock } from '../../support/quick-clock.js';
import { someOf } from '../../support/samples.js';

/** Waits take no time, so that retries come at once. */
async function faulty(faults: readonly FaultRule[], chatbot: Readonly<Record<string, unknown>> = {}) {
  const clock = quickClock();
  const { sandbox } = await sandboxOf({}, { clock, faults });
  const asked = probeAt({ url: sandbox.url, clock, chatbot: { retries: 10, timeout: '1s', ...chatbot } });
  return { sandbox, outcome: await asked.catch((error: unknown) => error as Error) };
}

async function against(respond: Respond) {
  const api = await startApi(respond);
  onTestFinished(() => api.close());
  const clock = quickClock();
  const outcome = await probeAt({ url: api.url, clock, chatbot: { timeout: '500ms', deadline: '1s' } }).catch(
    (error: unknown) => error as Error,
  );
  return { api, outcome };
}

describe('an API that fails from the start ends the probe with one sentence', () => {
  test.each([
    [401, 'The API refused the token of chatbot.token (401 unauthorized)', 1],
    [403, 'The API refused the token of chatbot.token (403 forbidden)', 1],
    [404, 'The API has no such story or report (404 not_found)', 1],
    [500, 'The API reported an internal error (500 internal_error), tried 3 times', 3],
    [429, "The API's rate limit was reached (429 too_many_requests), tried 3 times", 6],
  ] as const)('%i', async (status, says, requests) => {
    const { sandbox, outcome } = await faulty([{ fault: { kind: 'status', status } }]);
    expect(outcome).toMatchObject({ code: 'api-failed', exitCode: 1 });
    expect((outcome as Error).message).toContain(`Nothing was settled. ${says}`);
    expect(sandbox.requests()).toHaveLength(requests);
  });

  test('but not one that refuses the first request, which is for its clock alone', async () => {
    const { outcome } = await faulty([{ match: { nth: 1 }, fault: { kind: 'status', status: 400 } }]);
    expect(outcome).toMatchObject({
      findings: QUESTIONS.map((question) => ({ question, answer: 'settled' })),
      failures: [],
    });
  });

  test('a token that is revoked amid it ends it, whatever was settled before', async () => {
    const { sandbox, outcome } = await faulty([
      { match: { nth: 7, times: 99 }, fault: { kind: 'status', status: 401 } },
    ]);
    expect(outcome).toMatchObject({ code: 'api-failed', exitCode: 1 });
    expect(sandbox.requests()).toHaveLength(7);
  });

  test('a server that is not there', async () => {
    const clock = quickClock();
    const asked = probeAt({ url: 'http://127.0.0.1:9', clock });
    await expect(asked).rejects.toMatchObject({ code: 'api-failed', exitCode: 1 });
  });

  test('a token that is wrong is not tried again, and not said', async () => {
    const clock = quickClock();
    const { sandbox } = await sandboxOf({}, { clock });
    const error = await probeAt({ url: sandbox.url, clock, token: 'wrong-token-0815' }).catch(
      (reason: unknown) => reason as Error,
    );
    expect(String(error)).toContain('401');
    expect(String(error)).not.toContain('0815');
    expect(sandbox.requests()).toHaveLength(1);
  });
});

describe('never more than forty requests', () => {
  test.each([
    ['every second answer is 500', [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38]],
    ['all after the fifth are 429', Array.from({ length: 60 }, (_, at) => at + 6)],
    ['all after the tenth are 500', Array.from({ length: 60 }, (_, at) => at + 11)],
  ] as const)('%s', async (_, failing) => {
    const status = _.includes('429') ? 429 : 500;
    const faults = failing.map((nth) => ({ match: { nth }, fault: { kind: 'status', status } as const }));
    const { sandbox, outcome } = await faulty(faults);
    expect(sandbox.requests().length).toBeLessThanOrEqual(BUDGET);
    expect(outcome).toMatchObject({ findings: QUESTIONS.map((question) => ({ question })) });
  });

  test('what the budget leaves out is not settled, and named as such', async () => {
    const fault = { kind: 'status', status: 503 } as const;
    const { sandbox, outcome } = await faulty([
      { match: { report: 'heatmap' }, fault },
      { match: { report: 'average' }, fault },
      { match: { report: 'messages' }, fault },
    ]);
    expect(sandbox.requests().length).toBeLessThanOrEqual(BUDGET);
    expect(outcome).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({ question: 'dayZero', answer: 'notEnoughData' }),
        expect.objectContaining({ question: 'arrayFormat', answer: 'settled', value: 'repeat' }),
      ]),
      failures: [expect.stringContaining('503')],
    });
  });
});

/** Either the probe says what it found, or one sentence why it could not ask. */
function expectSense(outcome: unknown): void {
  if (outcome instanceof Error) {
    expect(outcome).toMatchObject({ code: 'api-failed', exitCode: 1 });
    expect(outcome.message.length).toBeLessThan(600);
    expect(outcome.message).not.toContain('\n');
    return;
  }
  const { findings, recording } = outcome as Awaited<ReturnType<typeof probeAt>>;
  expect(findings.map(({ question }) => question)).toEqual(QUESTIONS);
  for (const { answer, value, evidence } of findings) {
    expect(['settled', 'notEnoughData', 'contradiction']).toContain(answer);
    expect(evidence.length).toBeGreaterThan(20);
    expect(evidence.length).toBeLessThan(1_200);
    expect(evidence).not.toMatch(/NaN|Infinity|undefined|\[object/);
    if (answer !== 'settled') expect(value).toBeNull();
  }
  expect(recording().bytes.length).toBeGreaterThan(100);
}

describe('answers that are none end in a message', () => {
  const BODIES: Readonly<Record<string, Respond>> = {
    'not JSON': raw('<html>'),
    empty: raw(''),
    'a number': json(7),
    null: json(null),
    'an empty object': json({}),
    'of the year -271821': raw('{"data":[]}', 200, { date: '-271821-04-20T00:00:00Z' }),
    'of the year 275760': raw('{"data":[]}', 200, { date: '+275760-09-13T00:00:00Z' }),
    'an empty array': json([]),
    'data that is no list': json({ data: 'many' }),
    'rows without a date': json({ data: [{ value: 3 }, {}] }),
    'nested too deep': raw('['.repeat(200_000)),
    'larger than allowed': raw(' '.repeat(21 * 1024 * 1024)),
    'an error in a 200': json({ status: { code: 500 } }),
    'a redirect': raw('', 302, { location: 'http://127.0.0.1:9/' }),
    'values that are no counts': json({
      data: [
        { date: '2026-11-02', value: 1e300 },
        { date: '2026-11-03', value: -1 },
      ],
    }),
    'the same large count for ever': json({
      data: Array.from({ length: 400 }, (_, at) => ({
        date: new Date(Date.UTC(2025, 9, 20 + at)),
        value: 90_071_992_547,
      })),
    }),
  };
  test.each(Object.entries(BODIES))('%s', async (_, respond) => {
    const { api, outcome } = await against(respond);
    expectSense(outcome);
    expect(api.requests.length).toBeLessThanOrEqual(BUDGET);
  });

  const FAULTS = REPORTS.filter((report) => report !== 'paid' && report !== 'interactions').flatMap(
    (report) => [
      ...SHAPES.map((shape) => ({ report, fault: { kind: 'wrong-shape', shape } as const })),
      { report, fault: { kind: 'not-json' } as const },
      { report, fault: { kind: 'empty' } as const },
      { report, fault: { kind: 'truncated' } as const },
      { report, fault: { kind: 'reset' } as const },
      { report, fault: { kind: 'error-in-200', status: 400 } as const },
    ],
  );
  test.each(someOf(12, FAULTS))('$report: $fault', async ({ report, fault }) => {
    const { sandbox, outcome } = await faulty([{ match: { report, nth: 2, times: 50 }, fault }]);
    expectSense(outcome);
    expect(sandbox.requests().length).toBeLessThanOrEqual(BUDGET);
  });

  test('a token that an answer echoes stands in no evidence and no recording', async () => {
    const { outcome } = await against((response, { query }, index) => {
      const days = Array.from({ length: 366 }, (_, at) => ({
        date: new Date(Date.UTC(2025, 10, 16 + at)),
        value: 40,
      }));
      const body = query.has('group')
        ? { [PROBE_TOKEN]: { deep: PROBE_TOKEN } }
        : { data: days, [PROBE_TOKEN]: 1 };
      json(body)(response, { path: '', query, headers: {}, at: 0 }, index);
    });
    expect(outcome).not.toBeInstanceOf(Error);
    const report = outcome as Awaited<ReturnType<typeof probeAt>>;
    expect(JSON.stringify(report)).not.toContain(PROBE_TOKEN);
    expect(Buffer.from(report.recording().bytes).toString()).not.toContain(PROBE_TOKEN);
  });
});
