import { describe, expect, test } from 'vitest';
import { type Ask, encode, type PlannedRequest } from '../../../../src/chatbot/plan/planned-request.js';
import type { ChatbotConfig } from '../../../../src/config/config.js';
import type { Source } from '../../../../src/vocabulary/chatbot.js';

const request = (ask: Ask, parts: Partial<PlannedRequest> = {}): PlannedRequest => ({
  report: 'conversations',
  window: 'current',
  purpose: 'total',
  storyId: '5b07ff77c2376e30306d9b12',
  sources: [],
  ignored: [],
  from: Date.parse('2026-11-15T23:00:00Z'),
  to: Date.parse('2026-11-22T23:00:00Z'),
  ask,
  ...parts,
});

const HOURLY: Ask = { kind: 'series', of: 'conversations', dimension: 'hour', split: false };
const PLAIN: Pick<ChatbotConfig, 'arrayFormat' | 'offsetSign'> = { arrayFormat: 'single', offsetSign: 1 };
const queryOf = (planned: PlannedRequest, chatbot = PLAIN) => {
  const { query } = encode(planned, chatbot);
  return query.map(([name, value]) => `${name}=${value}`).join('&');
};

describe('a request as it is sent', () => {
  test('names its range by from and the last millisecond, never by a period', () => {
    expect(encode(request(HOURLY), PLAIN)).toEqual({
      path: '/reports/conversations',
      query: [
        ['from', '2026-11-15T23:00:00.000Z'],
        ['to', '2026-11-22T22:59:59.999Z'],
        ['storyId', '5b07ff77c2376e30306d9b12'],
        ['dimension', 'hour'],
      ],
    });
  });

  test('asks for a group only where the answer is to be split', () => {
    expect(queryOf(request({ ...HOURLY, split: true }))).toContain('group=source');
    expect(queryOf(request(HOURLY))).not.toContain('group');
  });

  test.each([
    { offset: 30, offsetSign: 1, sent: '30' },
    { offset: 30, offsetSign: -1, sent: '-30' },
    { offset: 0, offsetSign: -1, sent: '0' },
  ] as const)(
    'sends the offset $offset with the sign $offsetSign as $sent',
    ({ offset, offsetSign, sent }) => {
      const planned = request({ kind: 'heatmap', offset }, { report: 'heatmap' });
      const { path, query } = encode(planned, { ...PLAIN, offsetSign });
      expect(path).toBe('/reports/conversations.heatmap');
      expect(query.at(-1)).toEqual(['offset', sent]);
    },
  );

  test('goes to the path of conversations when their hours stand in for the heatmap', () => {
    expect(encode(request(HOURLY, { report: 'heatmap' }), PLAIN).path).toBe('/reports/conversations');
  });

  test('has no parameters of its own for interactions', () => {
    const planned = request({ kind: 'interactions' }, { report: 'interactions', ignored: ['widget'] });
    const { path, query } = encode(planned, PLAIN);
    expect(path).toBe('/reports/conversations.interactions');
    expect(query.map(([name]) => name)).toEqual(['from', 'to', 'storyId']);
  });

  const two: readonly Source[] = ['widget', 'slack'];
  test.each<{ arrayFormat: ChatbotConfig['arrayFormat']; sources: readonly Source[]; sent: string }>([
    { arrayFormat: 'single', sources: ['widget'], sent: 'source=widget' },
    { arrayFormat: 'brackets', sources: ['widget'], sent: 'source=widget' },
    { arrayFormat: 'repeat', sources: two, sent: 'source=widget&source=slack' },
    { arrayFormat: 'brackets', sources: two, sent: 'source[]=widget&source[]=slack' },
    { arrayFormat: 'comma', sources: two, sent: 'source=widget,slack' },
  ])('writes $sources by $arrayFormat as $sent', ({ arrayFormat, sources, sent }) => {
    expect(queryOf(request(HOURLY, { sources }), { ...PLAIN, arrayFormat })).toContain(`&${sent}&`);
  });
});
