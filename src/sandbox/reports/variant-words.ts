import { UserError } from '../../lib/errors.js';
import { notThere } from '../../lib/text/suggest.js';
import { isDay } from '../../lib/time/day.js';
import { DEFAULT_VARIANT, type SandboxVariant } from './variant.js';

/** A detail of the API as the command line names it. */
interface VariantWord {
  /** What it is, and its values with the default first. */
  readonly does: string;
  /** The value when none is given; null when one must be. */
  readonly implied: string | null;
  /** What a value sets; null for one that there is not. */
  read(value: string): Partial<SandboxVariant> | null;
  /** How values are written. */
  readonly values: string;
}

export const VARIANTS: Readonly<Record<string, VariantWord>> = {
  dayZero: word('dayZero', ['sunday', 'monday'], 'the weekday of the heatmap’s day 0'),
  offsetSign: {
    does: 'whether offset is added to UTC or subtracted',
    implied: null,
    values: '1, -1',
    read: (value) => (value === '1' || value === '-1' ? { offsetSign: value === '1' ? 1 : -1 } : null),
  },
  group: word(
    'groupShape',
    ['series-array', 'series-map', 'rows', 'maps', 'ignored', 'refused'],
    'the layout of an answer with group; ignored: as without it; refused: 400',
  ),
  arrays: word(
    'arrays',
    ['all', 'repeat', 'brackets', 'comma', 'none'],
    'how several values of a parameter are accepted; of others the last one counts, or none, or 400',
  ),
  to: word(
    'to',
    ['inclusive', 'exclusive', 'day'],
    'whether to counts itself to the millisecond, does not, or counts its whole UTC day',
  ),
  average: word(
    'average',
    ['hour', 'activeHour', 'day', 'activeDay', 'messages'],
    'conversations by hour or day, all or those with a conversation, or messages by conversation',
  ),
  zeros: word('zeros', ['kept', 'dropped'], 'whether series name buckets of 0'),
  rate: limit('rate', 'how many requests a second are answered; others get 429 with Retry-After'),
  concurrent: limit(
    'concurrent',
    'how many requests at a time are answered; others get 429. Answers take 600 ms then',
  ),
  maxDays: limit('maxDays', 'the longest range in days; longer ones get 400'),
  deprecated: {
    does: 'send Deprecation with every answer, and Sunset of this day',
    implied: '2027-06-30',
    values: 'a day',
    read: (value) => (isDay(value) ? { deprecated: value } : null),
  },
};

/** Reads `dayZero=monday`, several in one separated by commas; throws a UserError for what there is not, or twice. */
export function parseVariants(texts: readonly string[]): SandboxVariant {
  const given = texts.flatMap((text) => text.split(',')).map((text) => text.trim());
  const names = given.map((text) => text.split('=')[0] ?? '');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw usage(`The variant “${twice}” is given twice.`);
  return Object.assign({ ...DEFAULT_VARIANT }, ...given.map(parseOne)) as SandboxVariant;
}

function parseOne(text: string): Partial<SandboxVariant> {
  const [name = '', ...rest] = text.split('=');
  const known = Object.hasOwn(VARIANTS, name) ? VARIANTS[name] : undefined;
  if (known === undefined) throw notThere('variant', name, Object.keys(VARIANTS));
  const value = rest.length === 0 ? known.implied : rest.join('=');
  const set = value === null ? null : known.read(value);
  if (set !== null) return set;
  throw usage(
    `The variant ${name} has no value “${value ?? ''}”: write ${name}=VALUE, where VALUE is ${known.values}.`,
  );
}

function word<Key extends keyof SandboxVariant>(
  key: Key,
  values: readonly (SandboxVariant[Key] & string)[],
  does: string,
): VariantWord {
  return {
    does,
    implied: null,
    values: values.join(', '),
    read: (text) => {
      const value = values.find((one) => one === text);
      return value === undefined ? null : { [key]: value };
    },
  };
}

function limit(key: 'rate' | 'concurrent' | 'maxDays', does: string): VariantWord {
  return {
    does,
    implied: null,
    values: 'a whole number from 1',
    read: (text) => (/^[1-9]\d{0,5}$/.test(text) ? { [key]: Number(text) } : null),
  };
}

const usage = (message: string) => new UserError('usage', message, { exitCode: 2 });
