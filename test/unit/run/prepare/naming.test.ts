import { expect, test } from 'vitest';
import type { WindowView } from '../../../../src/digest/digest.js';
import { deliveryStem, namesFrom, previewName } from '../../../../src/run/prepare/naming.js';
import { sampleDigest } from '../../../support/sample-digest.js';

const window = (firstDay: string, lastDay: string): WindowView => ({
  ...sampleDigest().window,
  firstDay,
  lastDay,
});

test.each([
  ['a Monday-to-Sunday week by its ISO week', '2026-11-16', '2026-11-22', 'weekly-2026-W47'],
  [
    'a week over the year end by the year that ISO counts it to',
    '2026-12-28',
    '2027-01-03',
    'weekly-2026-W53',
  ],
  ['seven other days by their limits', '2026-11-15', '2026-11-21', 'weekly-2026-11-15_2026-11-21'],
  ['one day by itself', '2026-11-22', '2026-11-22', 'weekly-2026-11-22'],
  ['a calendar month by its month', '2028-02-01', '2028-02-29', 'weekly-2028-02'],
  ['a month without its last day by its limits', '2028-02-01', '2028-02-28', 'weekly-2028-02-01_2028-02-28'],
])('a delivered file names %s', (_what, first, last, stem) => {
  expect(deliveryStem('weekly', window(first, last))).toBe(stem);
});

test.each([
  ['', 'pdf', 'weekly-2026-W47.pdf', 'digest.pdf'],
  ['heatmap', 'csv', 'weekly-2026-W47-heatmap.csv', 'heatmap.csv'],
  ['by-source', 'png', 'weekly-2026-W47-by-source.png', 'charts/by-source.png'],
])(
  'the part "%s" as %s is %s when delivered and %s in a preview',
  (part, extension, delivered, previewed) => {
    const stem = 'weekly-2026-W47';
    expect(namesFrom(stem)(part, extension)).toBe(delivered);
    expect(previewName(stem, delivered)).toBe(previewed);
  },
);
