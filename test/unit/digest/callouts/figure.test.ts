import { describe, expect, test } from 'vitest';
import { figureFinding } from '../../../../src/digest/callouts/figure.js';
import type { ReportName } from '../../../../src/vocabulary/chatbot.js';
import { changed, type TestSnapshot, withGaps } from '../../../support/snapshot.js';
import { contextOf, mondays, said } from './said.js';

/** Conversations stay as they are; the other report becomes `value` in the window. */
const figure = (of: TestSnapshot, report: ReportName, value: number) =>
  said(
    figureFinding(
      contextOf(of, {}, (whole) =>
        changed(whole, (answer) =>
          answer.report === report && answer.window === 'current' && answer.result.kind === 'series'
            ? { ...answer, result: { ...answer.result, points: [{ at: answer.from, value }] } }
            : answer,
        ),
      ),
    ),
  );

describe('the paid share', () => {
  test.each([
    [1000, 620, null],
    [1000, 500, 'attention: The paid share fell to 50.0% (from 62.0%).'],
    [1000, 740, 'neutral: The paid share rose to 74.0% (from 62.0%).'],
    [1000, 660, null],
    [25, 5, null],
  ])('of %d conversations, %d of them paid', (count, paid, text) => {
    expect(figure(mondays(['A', count, count]), 'paid', paid)).toBe(text);
  });
});

describe('messages per conversation', () => {
  test.each([
    [1000, 6000, null],
    [1000, 9000, 'neutral: Messages per conversation rose 50.0% to 9.0 (from 6.0).'],
    [1000, 3000, 'neutral: Messages per conversation fell 50.0% to 3.0 (from 6.0).'],
    [1000, 6050, null],
  ])('of %d conversations with %d messages', (count, messages, text) => {
    expect(figure(mondays(['A', count, count]), 'messages', messages)).toBe(text);
  });
  test('are no news where there are more because there was more talk', () => {
    expect(figure(mondays(['A', 2000, 1000]), 'messages', 12000)).toBeNull();
  });
});

test.each(['paid', 'messages'] as const)(
  'without the %s of one bot nothing is told over all of them',
  (report) => {
    const finding = figureFinding(
      contextOf(mondays(['A', 1000, 1000], ['B', 3000, 1000]), {}, (whole) =>
        withGaps(whole, 'timeout', (answer, { id }) => id === 'B' && answer.report === report),
      ),
    );
    expect(said(finding)).toBeNull();
  },
);
