import { addDays, addMonths, type Day, isoWeek, weekdayOf } from '../../lib/time/zone.js';
import type { Bucket, BucketSize } from '../../schedule/bucket.js';
import type { AxisStep } from '../digest.js';
import { type Axis, dayOf, timeOf } from '../figures/axis.js';
import type { Language } from '../language/change.js';

/** Axes of up to this many days have weekdays in their short labels too. */
const MAX_WEEKDAYS = 14;

/** A step as local days, both inclusive, with its index on the axis. */
interface Span {
  readonly step: Bucket;
  readonly first: Day;
  readonly last: Day;
  readonly index: number;
  readonly length: number;
}

interface Labels {
  readonly label: (span: Span) => string;
  readonly short: (span: Span) => string;
}

/** The labels of an axis. `lastDays` are the last local days of both windows, inclusive. */
export function axisSteps(
  axis: Axis,
  lastDays: { readonly current: Day; readonly comparison: Day | null },
  language: Language,
): readonly AxisStep[] {
  const { label, short } = labelsOf(axis.bucket, language);
  const others = spansOf(axis.comparison ?? [], lastDays.comparison ?? '').map(label);
  return spansOf(axis.current, lastDays.current).map((span) => ({
    key: span.step.key,
    label: label(span),
    short: short(span),
    comparison: others[axis.pairs[span.index] ?? -1] ?? null,
    ...(axis.whole[span.index] ? {} : { partial: true }),
  }));
}

function labelsOf(bucket: BucketSize, { format, words }: Language): Labels {
  switch (bucket) {
    case 'hour':
      return {
        label: ({ step, first }) => `${format.shortDay(first)}, ${timeOf(step)}`,
        short: ({ step }) => timeOf(step),
      };
    case 'day':
      return {
        label: ({ first }) => format.shortDay(first),
        short: ({ first, length }) =>
          length <= MAX_WEEKDAYS ? format.weekdayAndDay(first) : format.dayAndMonth(first),
      };
    case 'week':
      return {
        label: ({ first, last }) => {
          const days = format.shortDays(first, last);
          return isIsoWeek(first, last) ? words.say('axis.week', { week: weekNumber(first), days }) : days;
        },
        short: ({ first }) => format.dayAndMonth(first),
      };
    case 'month':
      return {
        label: ({ first, last }) => (isMonth(first, last) ? format.month(first) : format.days(first, last)),
        short: ({ first, index }) =>
          index === 0 || first.slice(5, 7) === '01'
            ? format.shortMonthOfYear(first)
            : format.shortMonth(first),
      };
    case 'year':
      return {
        label: ({ first, last }) => (isYear(first, last) ? yearOf(first) : format.days(first, last)),
        short: ({ first }) => yearOf(first),
      };
  }
}

function spansOf(steps: readonly Bucket[], lastDay: Day): readonly Span[] {
  return steps.map((step, index) => {
    const next = steps[index + 1];
    const first = dayOf(step);
    return { step, first, last: next ? addDays(dayOf(next), -1) : lastDay, index, length: steps.length };
  });
}

const isIsoWeek = (first: Day, last: Day) => weekdayOf(first) === 1 && addDays(first, 6) === last;

const weekNumber = (day: Day) => String(Number(isoWeek(day).slice(-2)));

const yearOf = (day: Day) => day.slice(0, 4);

const isYear = (first: Day, last: Day) => first.endsWith('-01-01') && last === `${yearOf(first)}-12-31`;

const isMonth = (first: Day, last: Day) => first.endsWith('-01') && addDays(addMonths(first, 1), -1) === last;
