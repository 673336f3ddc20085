import { afterEach, describe, expect, test } from 'vitest';
import { createRecentAnswers } from '../../../src/chatbot/client/recent-answers.js';
import type { FetchContext } from '../../../src/chatbot/fetch.js';
import { fetchDays } from '../../../src/chatbot/fetch-days.js';
import type { DaysWanted } from '../../../src/chatbot/plan/days.js';
import { addDays } from '../../../src/lib/time/zone.js';
import { SUPPORT } from '../../contract/api/request.js';
import { type ApiServer, json, type Respond, raw, startApi } from '../../support/api-server.js';
import { quickClock } from '../../support/quick-clock.js';
import { CHATBOT, clientOf } from './rig.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close();
});

const HOUR = 3_600_000;
/** A Wednesday. */
const TODAY = Date.UTC(2026, 10, 25, 7);

const daysUpTo = (last: string, count: number) =>
  Array.from({ length: count }, (_, index) => addDays(last, index - count + 1));

const conversations: DaysWanted = {
  ...{ bot: SUPPORT, report: 'conversations', zone: 'UTC', weekStart: 'monday' },
  days: daysUpTo('2026-11-24', 70),
};
const interactions: DaysWanted = {
  ...conversations,
  report: 'interactions',
  days: daysUpTo('2026-11-24', 7),
  older: daysUpTo('2026-11-17', 56),
};

const SERIES = json({ data: [] });
const healthy: Respond = (response, request, index) =>
  (request.path.endsWith('interactions') ? json([]) : SERIES)(response, request, index);

/** A process with a store for weeks and answers that its runs share. */
async function processOf(respond: Respond) {
  const api = await startApi(respond);
  const clock = quickClock(TODAY);
  const client = clientOf(api.url, {}, { clock });
  open.push(client, api);
  const store = new Map<string, string>();
  const context: FetchContext = {
    clients: () => client,
    chatbot: { ...CHATBOT, baseUrl: api.url },
    clock,
    signal: new AbortController().signal,
    recent: createRecentAnswers(clock),
    weeks: {
      of: async (keys) =>
        new Map(keys.flatMap((key) => (store.has(key) ? [[key, store.get(key) ?? '']] : []))),
      async keep(weeks) {
        for (const { key, json: text } of weeks) store.set(key, text);
      },
    },
  };
  return { api, clock, context };
}

const rangesOf = ({ requests }: ApiServer) =>
  requests.map(({ query }) => `${query.get('from')?.slice(0, 10)}..${query.get('to')?.slice(0, 10)}`);

describe('days of a count', () => {
  test('take one request a bot, the first time for all weeks and later for the one that runs', async () => {
    const { api, clock, context } = await processOf(healthy);
    await fetchDays([conversations], context);
    await clock.sleep(24 * HOUR);
    await fetchDays([{ ...conversations, days: daysUpTo('2026-11-25', 70) }], context);
    expect(rangesOf(api)).toEqual(['2026-09-14..2026-11-24', '2026-11-23..2026-11-25']);
  });

  test('are shared by the runs of a morning', async () => {
    const { api, clock, context } = await processOf(healthy);
    await Promise.all([fetchDays([conversations], context), fetchDays([conversations], context)]);
    await clock.sleep(HOUR);
    await fetchDays([conversations], context);
    expect(api.requests.length).toBeLessThanOrEqual(2);
    await clock.sleep(3 * HOUR);
    await fetchDays([conversations], context);
    expect(rangesOf(api).at(-1)).toBe('2026-11-23..2026-11-24');
  });

  test('are asked for again where the answer was an error', async () => {
    const broken: Respond = (response, request, index) =>
      (index === 0 ? raw('no', 404) : healthy)(response, request, index);
    const { api, context } = await processOf(broken);
    const [failed] = await fetchDays([conversations], context);
    const [answered] = await fetchDays([conversations], context);
    expect(failed?.some(({ result }) => result.kind === 'gap')).toBe(true);
    expect(answered?.some(({ result }) => result.kind === 'gap')).toBe(false);
    expect(api.requests).toHaveLength(2);
  });

  test('that are not over for an hour are never shared', async () => {
    const { api, context } = await processOf(healthy);
    const today = { ...conversations, days: daysUpTo('2026-11-25', 3) };
    await fetchDays([today], context);
    await fetchDays([today], context);
    expect(api.requests).toHaveLength(2);
  });
});

describe('days of interactions', () => {
  test('take a request each, of older ones a few at a time, until all are known', async () => {
    const { api, clock, context } = await processOf(healthy);
    const asked: number[] = [];
    for (let check = 0; check < 10; check += 1) {
      const before = api.requests.length;
      const last = addDays('2026-11-24', check);
      const wanted = { ...interactions, days: daysUpTo(last, 7), older: daysUpTo(addDays(last, -7), 56) };
      const [answers = []] = await fetchDays([wanted], context);
      asked.push(api.requests.length - before);
      if (check === 9) expect(answers).toHaveLength(63);
      await clock.sleep(24 * HOUR);
    }
    // The last day is not kept on the first morning, as counts may still come.
    expect(asked[0]).toBe(14);
    expect(asked.at(-1)).toBe(2);
  });
});
