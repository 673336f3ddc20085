import { z } from 'zod';
import { DURATION_PATTERN, parseDuration } from '../../../lib/text/units.js';
import { COUNTS } from '../../config.js';
import { addFault, duration, flag, integer, measured, type ValueFault } from '../../values/leaf.js';

/** A count such as 100, or a percentage. */
export interface Amount {
  readonly value: number;
  readonly percent: boolean;
}

const AMOUNT = /^(\d{1,12}(?:\.\d{1,3})?)\s*(%?)$/;

/** Parses `100` or `12.5%`; null for anything else. */
export function parseAmount(text: string): Amount | null {
  const [, digits, sign] = AMOUNT.exec(text.trim()) ?? [];
  return digits === undefined ? null : { value: Number(digits), percent: sign === '%' };
}

function amount(faultOf: (amount: Amount) => ValueFault | null, example: string, pattern: RegExp) {
  return measured((text) => {
    const parsed = parseAmount(text);
    if (parsed !== null) return faultOf(parsed);
    const digits = text.replace(/[\s,_'’]/g, '');
    return { message: `{value} is not ${example}`, suggestion: parseAmount(digits) ? digits : undefined };
  })
    .transform((text) => parseAmount(text) ?? { value: 0, percent: false })
    .meta({ type: ['string', 'number'], pattern: pattern.source })
    .optional();
}

/** A count, or a percentage of what stands under `of`. */
const countLimit = (faultOf: (amount: Amount) => ValueFault | null = () => null) =>
  amount(
    (one) =>
      one.percent || Number.isInteger(one.value)
        ? faultOf(one)
        : { message: '{value} is not a whole number' },
    'a count such as 100, or a part such as 80%',
    AMOUNT,
  );

/** Something that is always a percentage; a fraction such as 0.2 is suggested as 20%. */
const percentage = (faultOf: (value: number) => ValueFault | null) =>
  amount(
    ({ value, percent }) =>
      percent
        ? faultOf(value)
        : {
            message: '{value} has no %: write a percentage',
            suggestion: `${value < 1 ? Number((value * 100).toFixed(3)) : value}%`,
          },
    'a percentage such as 20%',
    /^(\d{1,12}(?:\.\d{1,3})?)\s*%$/,
  );

const change = {
  up: percentage((value) => (value === 0 ? { message: '{value} is no change' } : null)).describe(
    'Risen by more than this part of what was before, such as 50%, and not by chance.',
  ),
  down: percentage((value) => {
    if (value === 0) return { message: '{value} is no change' };
    return value < 100
      ? null
      : { message: '{value} is all there was, or more: for none at all, use silence' };
  }).describe('Fallen by more than this part of what was before, such as 30%, and not by chance.'),
};

const countKeys = {
  above: countLimit().describe('More than this count, or than this part of `of`, such as 80%.'),
  below: countLimit(({ value }) => (value === 0 ? { message: 'nothing is below {value}' } : null)).describe(
    'Fewer than this count, or than this part of `of`.',
  ),
  of: integer({ min: 1, max: 1_000_000_000_000 })
    .optional()
    .describe('What a percentage under above or below is a part of, such as the conversations of a plan.'),
  ...change,
};

const rateKeys = {
  above: percentage((value) =>
    value < 100 ? null : { message: '{value} is never passed: no rate is above 100%' },
  ).describe('A rate above this, such as 20%.'),
  below: percentage((value) => {
    if (value === 0) return { message: 'no rate is below {value}' };
    return value <= 100 ? null : { message: '{value} is above every rate: at most 100%' };
  }).describe('A rate below this.'),
  ...change,
};

const NO_LIMIT = 'must be a limit or a change, such as { above: 100 } or { down: 30% }';

/** Limits and changes of one figure; at least one of them. */
function figure<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject(shape, {
      error: ({ code, input }) => (code === 'invalid_type' && input !== null ? NO_LIMIT : undefined),
    })
    .meta({ title: 'limit', minProperties: 1 })
    .superRefine((limits, context) => {
      const faulty = context.issues.length > 0;
      if (!faulty && Object.keys(limits).every((key) => key === 'of'))
        addFault(context, { message: NO_LIMIT });
    })
    .optional();
}

/** A count, or a list of counts; always a list when checked. */
const counts = () => {
  const count = z.enum(COUNTS);
  return z
    .union([count, z.array(count).min(1)])
    .transform((one) => (typeof one === 'string' ? [one] : one))
    .optional();
};

const DAY = 86_400_000;
const MAX_DAYS = 28;

/** Whole days such as `3d` or `72h`, as their number. */
function days(faultOf: (days: number) => ValueFault | null = () => null) {
  return measured((text) => {
    const length = parseDuration(text);
    if (length === null)
      return {
        message: '{value} is not a number of days such as 7d',
        suggestion: /^\d{1,2}$/.test(text) ? `${text}d` : undefined,
      };
    const nearest = Math.min(MAX_DAYS, Math.max(1, Math.round(length / DAY)));
    if (length < DAY) return { message: '{value} is too short: at least 1d' };
    if (length > MAX_DAYS * DAY) return { message: `{value} is too long: at most ${MAX_DAYS}d` };
    return length % DAY === 0
      ? faultOf(nearest)
      : { message: '{value} is not a whole number of days', suggestion: `${nearest}d` };
  })
    .transform((text) => (parseDuration(text) ?? DAY) / DAY)
    .meta({ pattern: DURATION_PATTERN.source });
}

/** The days of a change: equal weekdays are compared, or one day. */
const SPANS = [1, 7, 14, 21, 28];

function spanFault(span: number): ValueFault | null {
  if (SPANS.includes(span)) return null;
  const nearest = SPANS.toSorted((a, b) => Math.abs(a - span) - Math.abs(b - span))[0] ?? 7;
  return {
    message: '{value} is neither a day nor whole weeks, in which each weekday counts once: up to 28d',
    suggestion: `${nearest}d`,
  };
}

const measures = {
  silence: counts().describe(
    'Counts that must not stop: conversations, paid, messages or fallbacks. None at all, and not by chance.',
  ),
  unusual: counts().describe('Counts that are to be as usual: no day far outside, and no lasting drift.'),
  conversations: figure(countKeys).describe('A limit or change of conversations, such as { below: 10 }.'),
  paid: figure(countKeys).describe(
    'A limit or change of paid conversations, such as { above: 80%, of: 5000 }.',
  ),
  messages: figure(countKeys).describe('A limit or change of messages.'),
  fallbacks: figure(countKeys).describe('A limit or change of fallbacks.'),
  fallbackRate: figure(rateKeys).describe('A limit or change of fallbacks in uses, such as { above: 20% }.'),
  gap: duration({ min: '1h', max: '31d' }).optional().describe('The API has not answered for this long.'),
};

/** The keys that name what is watched; the others say how. */
export const MEASURES = Object.keys(measures) as readonly (keyof typeof measures)[];

/** What `when:` of an alert says; constraints across its keys are in `rules`. */
export const condition = z
  .strictObject(
    {
      ...measures,
      for: days().prefault('1d').describe('Days in a row that a limit or change must hold.'),
      least: integer({ min: 1, max: 1_000_000 })
        .prefault(30)
        .describe('Uses of a day below which a rate is not judged.'),
      over: days(spanFault)
        .prefault('7d')
        .describe('Days of a change, against as many days before: 1d, or whole weeks up to 28d.'),
      in: z
        .enum(['thisWeek', 'thisMonth', 'thisQuarter', 'thisYear'])
        .optional()
        .describe('The period in which all bots together are counted; each day of each bot when left out.'),
      projected: flag().prefault(false).describe('Judge the count to be expected by the end of that period.'),
    },
    { error: ({ code, input }) => (code === 'invalid_type' && input !== null ? NOTHING : undefined) },
  )
  .meta({ title: 'measure or key beside one', minProperties: 1 });

/** Why a condition without a measure is refused. */
export const NOTHING = `must name what is watched, such as { silence: conversations }; known are ${MEASURES.join(', ')}`;

export type AlertCondition = z.output<typeof condition>;
