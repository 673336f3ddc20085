import { afterEach, describe, expect, test } from 'vitest';
import type { FetchContext } from '../../../../src/chatbot/fetch.js';
import { fetchDays } from '../../../../src/chatbot/fetch-days.js';
import { firstDayFor, historiesFor, historiesIn } from '../../../../src/run/alerts/histories.js';
import { json, type Respond, raw, startApi } from '../../../support/api-server.js';
import { quickClock } from '../../../support/quick-clock.js';
import { readAlert } from '../../../unit/config/alerts-file.js';
import { CHATBOT, clientOf } from '../../api/rig.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close();
});

const HOUR = 3_600_000;
const TODAY = Date.UTC(2026, 10, 25, 7);
const LAST = '2026-11-24';

/** A request as the API sees it. */
interface Asked {
  readonly report: string;
  readonly source: string | null;
  readonly from: number;
  readonly to: number;
}

/** An API that counts by the hour or day what `countIn` says of each hour; null answers 503. */
const counting =
  (countIn: (hour: number, asked: Asked) => number | null): Respond =>
  (response, request, index) => {
    const { query, path } = request;
    const [from, to] = [Date.parse(query.get('from') ?? ''), Date.parse(query.get('to') ?? '') + 1];
    const asked = { report: path.split('.').at(-1) ?? '', source: query.get('source'), from, to };
    const step = query.get('dimension') === 'hour' ? HOUR : 24 * HOUR;
    const data = [];
    for (let at = from; at < to; at += step) {
      let value = 0;
      for (let hour = at; hour < at + step; hour += HOUR) {
        const count = countIn(hour, asked);
        if (count === null) return raw('down', 503)(response, request, index);
        value += count;
      }
      data.push({ date: new Date(at).toISOString(), value });
    }
    return json({ data })(response, request, index);
  };

/** The histories of an alert up to the last whole day, as its check fetches them. */
async function histories(alertText: object, respond: Respond, first = '2026-11-20') {
  const api = await startApi(respond);
  const clock = quickClock(TODAY);
  const client = clientOf(api.url, { retries: 0 }, { clock });
  open.push(client, api);
  const context: FetchContext = {
    clients: () => client,
    chatbot: { ...CHATBOT, baseUrl: api.url },
    ...{ clock, signal: new AbortController().signal },
  };
  const alert = await readAlert(alertText);
  const bots = await historiesFor(
    {
      fetchDays: (wanted, _watch, answers) => fetchDays(wanted, { ...context, ...(answers && { answers }) }),
    },
    alert,
    { first, last: LAST, at: TODAY },
    { watch: { signal: context.signal } },
  );
  return { api, alert, bots };
}

const SILENCE = { when: { silence: 'conversations' }, bots: ['support'] };
const daysOf = (history: {
  counts: Readonly<Record<string, readonly { day: string; value: number | null }[] | undefined>>;
}) => history.counts.conversations?.map(({ day, value }) => `${day.slice(5)} ${value}`);

describe('the history of a bot', () => {
  test('has each whole local day once, in order, by hour where days do not begin with those of UTC', async () => {
    const { bots, api } = await histories(
      { ...SILENCE, timezone: 'Europe/Warsaw' },
      counting(() => 1),
    );
    expect(bots[0] && daysOf(bots[0].history)).toEqual([
      '11-20 24',
      '11-21 24',
      '11-22 24',
      '11-23 24',
      '11-24 24',
    ]);
    expect(new Set(api.requests.map(({ query }) => query.get('dimension')))).toEqual(new Set(['hour']));
    expect(bots[0]).toMatchObject({ source: null, gaps: [], history: { goodAt: TODAY, gap: null } });
  });

  test('gives an hour over midnight to the day before, where the zone has a half hour', async () => {
    // 18:00 UTC is 23:30 in Kolkata.
    const late = Date.UTC(2026, 10, 23, 18);
    const found = await histories(
      { ...SILENCE, timezone: 'Asia/Kolkata' },
      counting((hour) => (hour === late ? 1_000 : 1)),
    );
    expect(found.bots[0] && daysOf(found.bots[0].history)).toEqual([
      ...['11-20 24', '11-21 24', '11-22 24', '11-23 1023', '11-24 24'],
    ]);
  });

  test('has 25 hours of the day on which clocks go back', async () => {
    const alert = { ...SILENCE, timezone: 'Europe/Warsaw' };
    const { bots } = await histories(
      alert,
      counting(() => 1),
      '2026-10-24',
    );
    expect(bots[0] && daysOf(bots[0].history)?.slice(0, 3)).toEqual(['10-24 24', '10-25 25', '10-26 24']);
  });

  test('is missing where the API fails, never 0, and says why', async () => {
    const { bots } = await histories(
      { ...SILENCE, timezone: 'UTC' },
      counting(() => null),
    );
    expect(bots[0] && daysOf(bots[0].history)).toEqual(
      ['11-20', '11-21', '11-22', '11-23', '11-24'].map((day) => `${day} null`),
    );
    expect(bots[0]?.history).toMatchObject({ goodAt: null, gap: 'server-error' });
  });
});

test('each source of a bot has a history of its own, beside the whole where a rule needs it', async () => {
  const alert = {
    ...{ bots: ['support'], timezone: 'UTC', sources: ['messenger', 'widget'] },
    when: { silence: 'conversations', gap: '2d' },
  };
  const bySource = { messenger: 2, widget: 3 } as Readonly<Record<string, number>>;
  const { bots } = await histories(
    alert,
    counting((_hour, { source }) => (source ? (bySource[source] ?? 0) : 5)),
  );
  const lastOf = (source: 'messenger' | 'widget' | null, kind: 'silence' | 'gap') =>
    historiesIn(bots)({ bot: 'support', source, kind, of: kind === 'gap' ? null : 'conversations' }).map(
      ({ counts }) => counts.conversations?.at(-1)?.value,
    );
  expect(lastOf('messenger', 'silence')).toEqual([48]);
  expect(lastOf('widget', 'silence')).toEqual([72]);
  expect(lastOf(null, 'gap')).toEqual([120]);
});

test('a count of all bots together finds the history of each', async () => {
  const alert = {
    bots: ['support', 'sales'],
    timezone: 'UTC',
    when: { paid: { above: 10 }, in: 'thisMonth' },
  };
  const { bots } = await histories(
    alert,
    counting(() => 1),
  );
  const all = historiesIn(bots)({ bot: null, source: null, kind: 'above', of: 'paid' });
  expect(all.map(({ counts }) => counts.paid?.map(({ value }) => value))).toEqual([each(5, 24), each(5, 24)]);
});

const each = (count: number, value: number) => new Array<number>(count).fill(value);

describe('fallbacks', () => {
  const rows: Respond = json([
    { id: 'a', type: 'fallback', name: 'Fallback', value: 3 },
    { id: 'b', type: 'interaction', name: 'Welcome', value: 7 },
  ]);

  test('against a limit ask for the last seven days and seven of those before', async () => {
    const alert = { bots: ['support'], timezone: 'UTC', when: { fallbackRate: { above: '20%' } } };
    const { api, bots } = await histories(alert, rows, '2026-09-16');
    const days = api.requests.map(({ query }) => query.get('from')?.slice(0, 10)).toSorted();
    expect(days).toHaveLength(14);
    expect(days[0]).toBe('2026-11-11');
    expect(bots[0]?.history.counts.fallbacks).toHaveLength(70);
    expect(bots[0]?.history.counts.fallbacks?.[0]?.value).toBeNull();
    expect(bots[0]?.history.counts.fallbacks?.at(-1)).toEqual({ day: LAST, value: 3 });
    expect(bots[0]?.history.counts.uses?.at(-1)).toEqual({ day: LAST, value: 10 });
  });
});

describe('the first day that an alert looks at', () => {
  test.each([
    [{ silence: 'conversations' }, '2026-09-16'],
    [{ paid: { above: 10 }, in: 'thisMonth' }, '2026-09-16'],
    [{ paid: { above: 10 }, in: 'thisYear' }, '2026-01-01'],
    [{ paid: { above: 10 }, in: 'thisQuarter' }, '2026-08-31'],
  ])('of %j is %s', async (when, day) => {
    expect(firstDayFor(await readAlert({ when, bots: ['support'] }), LAST)).toBe(day);
  });
});
