import { describe, expect, test } from 'vitest';
import type { DigestConfig } from '../../../src/config/config.js';
import { composeDigest } from '../../../src/digest/compose.js';
import type { ReportName } from '../../../src/vocabulary/chatbot.js';
import { SUPPORT, WEEKLY } from '../../support/digests.js';
import { digestConfig, snapshot, type TestSnapshot } from '../../support/snapshot.js';

const aboutOf = (of: TestSnapshot, overrides: Partial<DigestConfig> = {}) =>
  composeDigest(snapshot(of), digestConfig(of, overrides)).about.paragraphs;

const entry = (changes: DigestConfig['deliver'][number]['slice']['changes'] = {}) => ({
  kind: 'folder',
  options: {},
  path: 'digests.weekly-support.deliver[0]',
  slice: { name: Object.keys(changes).join('_'), changes },
});

describe('every figure is defined where it is shown, and nowhere else', () => {
  const DEFINITIONS: Readonly<Record<string, readonly ReportName[]>> = {
    'Conversations: ': ['conversations'],
    'Paid: ': ['paid'],
    'Messages: ': ['messages'],
    'Messages each: ': ['conversations', 'messages'],
    'Fallback rate: ': ['interactions'],
    'Average conversations: ': ['average'],
  };

  test.each<{ reports: readonly ReportName[] }>([
    { reports: ['conversations'] },
    { reports: ['paid', 'average'] },
    { reports: ['messages'] },
    { reports: ['conversations', 'messages'] },
    { reports: ['heatmap'] },
    { reports: ['conversations', 'paid', 'messages', 'average', 'heatmap', 'interactions'] },
  ])('of $reports', ({ reports }) => {
    const text = aboutOf({ ...WEEKLY, reports }).join(' ');
    for (const [definition, needed] of Object.entries(DEFINITIONS)) {
      const shown = needed.every((report) => reports.includes(report));
      expect(new RegExp(`(^| )${definition}`).test(text), definition).toBe(shown);
    }
  });
});

describe('why a reader has it', () => {
  const last = (overrides: Partial<DigestConfig>) => aboutOf(WEEKLY, overrides).at(-1);

  test.each([
    [
      'on a schedule',
      [entry()],
      '0 8 * * MON',
      ' Sent to those on the list of “weekly-support”, every Monday at 08:00 (Europe/Warsaw).',
    ],
    ['on demand', [entry()], null, ' Sent to those on the list of “weekly-support”.'],
    [
      'by other clocks than the schedule’s',
      [entry({ timezone: 'Asia/Tokyo' })],
      '0 8 * * MON',
      ' Sent to those on the list of “weekly-support”.',
    ],
    [
      'in another language',
      [entry({ locale: 'en-US' })],
      '0 8 * * MON',
      ' Sent to those on the list of “weekly-support”, every Monday at 08:00 (Europe/Warsaw).',
    ],
    ['for nobody', [], '0 8 * * MON', ''],
  ])('%s', (_name, deliver, schedule, text) => {
    expect(last({ deliver, schedule })).toBe(`Made for Monday 23 November 2026, 08:00.${text}`);
  });
});

test('what is compared and what is usual are explained where there is any of it', () => {
  const told = (of: TestSnapshot) => {
    const text = aboutOf(of).join(' ');
    return [text.includes('Changes are over the bots'), text.includes('the 8 weeks before the window')];
  };
  expect(told(WEEKLY)).toEqual([true, false]);
  expect(told({ ...WEEKLY, history: true })).toEqual([true, true]);
  expect(told({ ...WEEKLY, before: null, bots: [SUPPORT] })).toEqual([false, false]);
});

test('a window that was not over when the digest was due is told about, from its first to its last minute', () => {
  const told = (scheduledFor: string) =>
    composeDigest(
      snapshot({ ...WEEKLY, scheduledFor: Date.parse(scheduledFor) }),
      digestConfig(WEEKLY),
    ).about.notices.map(({ tone, text }) => `${tone}: ${text}`);
  const early =
    'neutral: 22 November 2026 was not over in Europe/Warsaw when this was due: its figures may be incomplete.';
  expect(told('2026-11-22T12:00:00Z')).toEqual([early]);
  expect(told('2026-11-22T22:59:59Z')).toEqual([early]);
  expect(told('2026-11-22T23:00:00Z')).toEqual([]);
});
