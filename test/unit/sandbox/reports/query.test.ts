import { expect, test } from 'vitest';
import {
  heatmapQuery,
  interactionsQuery,
  seriesQuery,
  storyIdsIn,
} from '../../../../src/sandbox/reports/query.js';
import { iso, NOW } from '../ask.js';

const series = (query: string) => seriesQuery(new URLSearchParams(query), NOW);
const heatmap = (query: string) => heatmapQuery(new URLSearchParams(query), NOW);
const interactions = (query: string) => interactionsQuery(new URLSearchParams(query), NOW);

test('without parameters a series is the last 30 days by day, of everything', () => {
  expect(series('')).toEqual({
    range: { from: Date.UTC(2026, 9, 25), to: NOW },
    dimension: 'day',
    group: null,
    sources: null,
    storyIds: null,
  });
});

test('a heatmap without parameters has no offset and no filter', () => {
  expect(heatmap('')).toMatchObject({ offset: 0, source: null, storyId: null });
});

test.each([
  ['from=2026-11-01', '2026-11-01T00:00:00.000Z', iso(NOW)],
  ['to=2026-11-01', '1974-01-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z'],
  ['period=yesterday', '2026-11-22T00:00:00.000Z', '2026-11-22T23:59:59.999Z'],
  ['period=lastYear&from=2026-11-01&to=2026-11-02', '2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'],
  ['from=2027-01-01&to=2028-01-01', '2027-01-01T00:00:00.000Z', '2028-01-01T00:00:00.000Z'],
])('%s means %s to %s', (query, from, to) => {
  for (const { range } of [series(query), heatmap(query), interactions(query)])
    expect([iso(range.from), iso(range.to)]).toEqual([from, to]);
});

test.each([
  'source=widget&source=app',
  'source[]=widget&source[]=app',
  'source%5B%5D=widget&source=app',
  'source=widget,app',
  'source=widget%2Capp&source=widget',
])('%s asks for two sources', (query) => {
  expect(series(query).sources?.toSorted()).toEqual(['app', 'widget']);
});

test('stories are listed in the same three ways', () => {
  expect(series('storyId=a,b&storyId[]=c').storyIds?.toSorted()).toEqual(['a', 'b', 'c']);
  expect(storyIdsIn(new URLSearchParams('storyId=a&storyId=b'))).toEqual(['a', 'b']);
});

test.each([
  ['offset=-720', -720],
  ['offset=720', 720],
  ['offset=%2B60', 60],
])('%s is an offset', (query, offset) => {
  expect(heatmap(query).offset).toBe(offset);
});

test.each([
  [
    series,
    'dimension=week',
    'Parameter "dimension" must be one of auto, year, month, day, hour, not "week".',
  ],
  [series, 'dimension=', 'Parameter "dimension" must be one of auto, year, month, day, hour, not "".'],
  [series, 'dimension=day&dimension=day', 'Parameter "dimension" is given 2 times; give it once.'],
  [series, 'group=bot', 'Parameter "group" must be one of storyId, source, not "bot".'],
  [series, 'source=widget,fax', 'not "fax".'],
  [series, 'source=', 'not "".'],
  [series, 'source=widget,', 'not "".'],
  [series, 'storyId=', 'Parameter "storyId" must be the id of a story, not "".'],
  [series, 'period=lastWeek', 'not "lastWeek".'],
  [series, 'period=never&from=2026-01-01', 'not "never".'],
  [
    series,
    'from=soon',
    'Parameter "from" must be an ISO date or date-time such as 2019-03-17T00:00:00.000Z, not "soon".',
  ],
  [series, 'to=2026-02-30', 'not "2026-02-30".'],
  [series, 'from=2026-11-02&to=2026-11-01', 'Parameter "from" is later than "to".'],
  [series, 'from=2027-01-01', 'Parameter "from" is later than "to".'],
  [
    heatmap,
    'offset=721',
    'Parameter "offset" must be a whole number of minutes from -720 to 720, not "721".',
  ],
  [heatmap, 'offset=-721', 'not "-721".'],
  [heatmap, 'offset=1.5', 'not "1.5".'],
  [heatmap, 'offset=', 'not "".'],
  [heatmap, 'source=widget&source=app', 'Parameter "source" takes one value here.'],
  [heatmap, 'storyId=a,b', 'Parameter "storyId" takes one value here.'],
  [interactions, 'storyId=a&storyId=b', 'Parameter "storyId" takes one value here.'],
] as const)('%o refuses %s', (read, query, message) => {
  expect(() => read(query)).toThrow(
    expect.objectContaining({ status: 400, message: expect.stringContaining(message) }),
  );
});
