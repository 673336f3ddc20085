import { request } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseRecording, RECORDING_FILE, type Recording } from '../../../src/chatbot/recording/recording.js';
import type { ProbeReport } from '../../../src/probing.js';
import { type Sandbox, startReplay } from '../../../src/sandbox/http/server.js';
import type { SandboxVariant } from '../../../src/sandbox/reports/variant.js';
import { fastClock } from '../../support/fast-clock.js';
import { PROBE_TOKEN, probeAt, SUPPORT_STORY, sandboxOf } from '../../support/probe-rig.js';
import { tickingClock } from '../../support/ticking-clock.js';

const conclusions = ({ findings }: ProbeReport) =>
  findings.map(({ question, answer, value, yaml }) => ({ question, answer, value, yaml }));

function recordingOf(report: ProbeReport): { readonly text: string; readonly recording: Recording } {
  const { name, bytes } = report.recording();
  expect(name).toBe(RECORDING_FILE);
  const text = Buffer.from(bytes).toString();
  return { text, recording: parseRecording(text, name) };
}

/** Probes a recording, on another day and with another bot and token. */
async function probeReplay(recording: Recording, clock = fastClock(10, Date.parse('2027-02-11T20:00:00Z'))) {
  const replay = await startReplay(recording, { port: 0, token: 'another', clock });
  onTestFinished(() => replay.close());
  return probeAt({ url: replay.url, clock, token: 'another', storyIds: ['of-somebody-else'] });
}

/** All numbers of the answers, but for weekdays, hours and codes. */
function numbersIn(value: unknown, key = ''): number[] {
  if (typeof value === 'number') return ['day', 'hour', 'code'].includes(key) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => numbersIn(one, Array.isArray(value) ? key : name));
}

/** What the sandbox answers to all that it was asked. */
async function originals(sandbox: Sandbox): Promise<unknown[]> {
  return Promise.all(
    sandbox.requests().map(async ({ path, query }) => {
      const { body } = await request(`${sandbox.url}${path}?${query}`, {
        headers: { authorization: `Bearer ${PROBE_TOKEN}` },
      });
      return body.json();
    }),
  );
}

const VARIANTS: readonly Partial<SandboxVariant>[] = [
  {},
  { dayZero: 'monday', offsetSign: -1, groupShape: 'maps', arrays: 'comma', to: 'day', average: 'activeDay' },
  { groupShape: 'rows', arrays: 'none', to: 'exclusive', average: 'messages', maxDays: 40 },
  { groupShape: 'ignored', average: 'activeHour', zeros: 'dropped' },
  { groupShape: 'refused', average: 'day', arrays: 'brackets' },
];

describe('a recording leads to the same conclusions as the account', () => {
  test.each(VARIANTS)('%j', async (variant) => {
    const { sandbox, clock } = await sandboxOf(variant);
    const report = await probeAt({ url: sandbox.url, clock });
    const { recording } = recordingOf(report);
    const again = await probeReplay(recording);
    expect(conclusions(again)).toEqual(conclusions(report));
    expect(again.failures).toEqual([]);
  });

  test('also of a small bot, whose averages are mostly rounding', async () => {
    const story = { id: 'small', name: 'Small', perDay: 4 };
    const { sandbox, clock } = await sandboxOf({}, { stories: [story] });
    const report = await probeAt({ url: sandbox.url, clock, storyIds: ['small'] });
    expect(conclusions(await probeReplay(recordingOf(report).recording))).toEqual(conclusions(report));
  });

  test('also of a thin account, and of the second bot where the first one is thin', async () => {
    const { sandbox, clock } = await sandboxOf({}, { scenario: 'steady,support=quiet' });
    const thin = await probeAt({ url: sandbox.url, clock });
    const { recording } = recordingOf(thin);
    expect(new Set(numbersIn(recording.exchanges.map(({ body }) => body)))).toEqual(new Set([0]));
    expect(conclusions(await probeReplay(recording))).toEqual(conclusions(thin));
    const second = await probeAt({
      url: sandbox.url,
      clock,
      storyIds: [SUPPORT_STORY, '5b07ffafc2376e30306d9b16'],
    });
    expect(conclusions(second)[0]?.answer).toBe('settled');
    expect(conclusions(await probeReplay(recordingOf(second).recording))).toEqual(conclusions(second));
  });

  test('also of limits, which are replayed as they came', async () => {
    const { sandbox, clock } = await sandboxOf({ rate: 2 }, { clock: tickingClock() });
    const report = await probeAt({ url: sandbox.url, clock });
    expect(report.yaml).toContain('minInterval: 525ms');
    const again = await probeReplay(recordingOf(report).recording, tickingClock());
    expect(conclusions(again)).toEqual(conclusions(report));
  });
});

describe('a recording tells nothing of whose it is', () => {
  test.each([{}, { average: 'messages' }] as const)('%j: no token, story or count', async (variant) => {
    const { sandbox, clock } = await sandboxOf(variant);
    const { text, recording } = recordingOf(await probeAt({ url: sandbox.url, clock }));
    for (const word of [PROBE_TOKEN, SUPPORT_STORY, 'uthorization', 'Support', sandbox.url, '127.0.0.1'])
      expect(text).not.toContain(word);
    const counts = new Set(numbersIn(await originals(sandbox)).filter((number) => number > 0));
    expect(counts.size).toBeGreaterThan(100);
    const recorded = numbersIn(recording.exchanges.map(({ body }) => body));
    expect(recorded.length).toBeGreaterThan(1_000);
    expect(recorded.filter((number) => counts.has(number))).toEqual([]);
  });

  test('sums agree in it as in the account', async () => {
    const { sandbox, clock } = await sandboxOf({});
    const { recording } = recordingOf(await probeAt({ url: sandbox.url, clock }));
    for (const { body, path } of recording.exchanges) {
      if (path.endsWith('.avg')) continue;
      const { data, summary } = body as { data?: { value: number }[]; summary?: { total: number } };
      if (data && summary) expect(data.reduce((sum, { value }) => sum + value, 0)).toBe(summary.total);
    }
  });
});

describe('the replay', () => {
  const exchange = { path: '/reports/conversations', headers: {}, took: 0, status: 200 };
  const recording: Recording = {
    format: 'botdigest.recording/1',
    at: '2026-11-25T10:00:00.000Z',
    exchanges: [
      {
        ...exchange,
        query: [
          ['storyId', 'x'],
          ['period', 'today'],
        ],
        body: { data: [1] },
      },
      {
        ...exchange,
        query: [
          ['period', 'today'],
          ['storyId', 'x'],
        ],
        status: 429,
        headers: { 'retry-after': '7' },
        body: { status: { code: 429 } },
      },
      { ...exchange, query: [['period', 'yesterday']], body: null },
    ],
  };
  const get = async (query: string, token = 'another') => {
    const replay = await startReplay(recording, { port: 0, token: 'another', clock: fastClock(10) });
    onTestFinished(() => replay.close());
    const asked = async () => {
      const { statusCode, headers, body } = await request(`${replay.url}/reports/conversations?${query}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return { statusCode, headers, text: await body.text() };
    };
    return [await asked(), await asked(), await asked()];
  };

  test('gives equal requests their answers in turn, of whatever story and order, then the last one', async () => {
    const answers = await get('period=today&storyId=mine');
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 429, 429]);
    expect(answers[0]?.text).toBe('{"data":[1]}');
    expect(answers[1]?.headers['retry-after']).toBe('7');
    expect(answers[0]?.headers.date).toBe('Wed, 25 Nov 2026 10:00:00 GMT');
  });

  test('answers what was no JSON with what is none, other requests with 404, other tokens with 401', async () => {
    expect((await get('period=yesterday'))[0]).toMatchObject({ statusCode: 200, text: 'This was no JSON.' });
    expect((await get('period=lastYear'))[0]?.statusCode).toBe(404);
    expect((await get('period=today', 'wrong'))[0]?.statusCode).toBe(401);
  });

  test.each([
    ['not JSON', '{', 'it is not JSON'],
    ['another format', '{"format":"other"}', 'at format'],
    [
      'a path elsewhere',
      JSON.stringify({ ...recording, exchanges: [{ ...exchange, path: 'http://x', query: [], body: 1 }] }),
      'at exchanges.0.path',
    ],
  ])('refuses a file that is %s', (_, text, why) => {
    expect(() => parseRecording(text, 'dir/recording.json')).toThrow(
      new RegExp(`^dir/recording.json is not a recording \\(${why}`),
    );
  });
});
