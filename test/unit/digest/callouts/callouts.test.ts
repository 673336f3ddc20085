import { describe, expect, test } from 'vitest';
import { calloutsOf, findingsOf } from '../../../../src/digest/callouts/callouts.js';
import type { Finding } from '../../../../src/digest/callouts/finding.js';
import type { Callout } from '../../../../src/digest/digest.js';
import { RULES } from '../../../../src/digest/schema/callouts.js';
import { MAX_CALLOUTS } from '../../../../src/digest/thresholds.js';
import { EMPTY, WEEKLY } from '../../../support/digests.js';
import { withGaps } from '../../../support/snapshot.js';
import { contextOf } from './said.js';

const finding = (rule: Callout['rule'], tone: Callout['tone'], heading: string = rule): Finding => ({
  callout: {
    rule,
    section: 'about',
    tone,
    about: { bots: [], sources: [], steps: [] },
    values: {},
    heading,
    body: '',
  },
  summary: heading,
});
const context = contextOf(WEEKLY);
const headings = (findings: readonly Finding[]) =>
  calloutsOf(context, findings).items.map(({ heading }) => heading);

describe('what to notice', () => {
  test('has claims first, then what is as usual, each in the order of the rules', () => {
    const findings = [
      finding('silent', 'attention'),
      finding('understood', 'muted'),
      finding('level', 'neutral'),
      finding('figure', 'good' as const),
      finding('goals', 'muted'),
      finding('stopped', 'neutral'),
    ];
    expect(headings(findings)).toEqual(['silent', 'level', 'figure', 'stopped', 'understood', 'goals']);
  });

  test('of more than there is room for loses what is as usual first', () => {
    const findings = [
      finding('understood', 'muted', 'calm 1'),
      ...Array.from({ length: MAX_CALLOUTS - 1 }, (_, index) =>
        finding('goals', 'attention', `claim ${index}`),
      ),
      finding('busiest', 'muted', 'calm 2'),
    ];
    expect(headings(findings)).toEqual([
      ...Array.from({ length: MAX_CALLOUTS - 1 }, (_, index) => `claim ${index}`),
      'calm 1',
    ]);
  });

  test('is found in the order of severity', () => {
    const gaps = contextOf(WEEKLY, { goals: { paid: { side: 'above', limit: 1 } } }, (whole) =>
      withGaps(whole, 'timeout', ({ report }, { id }) => report === 'messages' && id === 'sales'),
    );
    const rules = findingsOf(gaps).map(({ callout }) => callout.rule);
    const order: readonly string[] = RULES;
    expect(rules).toEqual(rules.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(rules.length).toBeGreaterThan(3);
  });

  test('of a window without talk says that there is nothing', () => {
    const empty = contextOf(EMPTY);
    expect(calloutsOf(empty, findingsOf(empty))).toEqual({
      items: [],
      emptyText: 'Nothing stood out in this window.',
    });
  });
});
