import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisLabels, withinEdges } from '../../../src/chart/marks/time-axis.js';

const widthOf = (text: string) => text.length * 5;
const days = (count: number) =>
  Array.from({ length: count }, (_day, index) => ({
    label: `Mon ${index + 1} Nov`,
    short: `${index + 1} Nov`,
  }));
const shown = (count: number, width: number) =>
  axisLabels(days(count), { spacing: width / count, gap: 5, widthOf }).map(({ text }) => text);

test.each([
  ['all in full where there is room', 7, 500, ['Mon 1 Nov', 'Mon 2 Nov', 'Mon 3 Nov']],
  ['all short where there is less', 12, 420, ['1 Nov', '2 Nov', '3 Nov']],
  ['every second short where there is still less', 12, 240, ['1 Nov', '3 Nov', '5 Nov']],
  ['once a week where days crowd', 62, 500, ['1 Nov', '8 Nov', '15 Nov']],
])('axis labels stand %s', (_case, count, width, first) => {
  expect(shown(count, width).slice(0, 3)).toEqual(first);
});

test('hours of several days are named in full, because their short labels repeat', () => {
  const steps = Array.from({ length: 96 }, (_hour, index) => ({
    label: `day ${Math.floor(index / 24)}, ${index % 24}:00`,
    short: `${index % 24}:00`,
  }));
  const labels = axisLabels(steps, { spacing: 3, gap: 5, widthOf });
  expect(labels.map(({ text }) => text)).toEqual([
    'day 0, 0:00',
    'day 1, 0:00',
    'day 2, 0:00',
    'day 3, 0:00',
  ]);
});

test('no two axis labels touch, whatever the room', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 60, max: 900 }), (count, width) => {
      const spacing = width / count;
      const labels = axisLabels(days(count), { spacing, gap: 5, widthOf });
      for (const [place, { index, text }] of labels.entries()) {
        const next = labels[place + 1];
        if (next)
          expect((next.index - index) * spacing).toBeGreaterThanOrEqual(
            (widthOf(text) + widthOf(next.text)) / 2,
          );
      }
      expect(labels[0]?.index).toBe(0);
    }),
  );
});

test('labels that would cross an edge are moved in, and those in their way are left out', () => {
  const labels = [2, 40, 58, 97].map((center) => ({ text: String(center), center, width: 30 }));
  expect(withinEdges(labels, 100, 3).map(({ text, center }) => [text, center])).toEqual([
    ['2', 15],
    ['58', 58],
  ]);
});

test('labels of any width stand inside and apart', () => {
  const label = fc.record({
    center: fc.integer({ min: 0, max: 300 }),
    width: fc.integer({ min: 1, max: 120 }),
  });
  fc.assert(
    fc.property(fc.array(label, { maxLength: 20 }), (found) => {
      const sorted = found.map((one) => ({ ...one, text: '' })).sort((a, b) => a.center - b.center);
      const placed = withinEdges(sorted, 300, 4);
      expect(placed.length > 0).toBe(found.length > 0);
      for (const [index, { center, width }] of placed.entries()) {
        const before = placed[index - 1];
        expect(center - width / 2).toBeGreaterThanOrEqual(before ? before.center + before.width / 2 + 4 : 0);
        expect(center + width / 2).toBeLessThanOrEqual(300);
      }
    }),
  );
});
