interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names in order; the first stands for `min`. */
  readonly names: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day', min: 1, max: 31, names: [] },
  {
    name: 'month',
    min: 1,
    max: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  { name: 'weekday', min: 0, max: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
];
const WANTED = 'expected five (minute hour day month weekday)';
const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];

const NICKNAMES: ReadonlyMap<string, string> = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
]);

/** Why `expression` is not five-field cron, as a fragment of a message, or null. */
export function fieldsProblem(expression: string): string | null {
  const text = expression.trim();
  if (text.startsWith('@')) return nicknameProblem(text);
  const fields = text === '' ? [] : text.split(/\s+/);
  if (fields.length !== FIELDS.length) {
    const count = COUNTS[fields.length] ?? fields.length;
    return `has ${count} ${fields.length === 1 ? 'field' : 'fields'}, ${WANTED}`;
  }
  for (const [index, field] of FIELDS.entries()) {
    for (const item of (fields[index] ?? '').split(',')) {
      const problem = itemProblem(field, item);
      if (problem !== null) return problem;
    }
  }
  return null;
}

function nicknameProblem(text: string): string {
  const same = NICKNAMES.get(text.toLowerCase());
  return same === undefined
    ? `${text} is not a schedule: write five fields (minute hour day month weekday)`
    : `write ${text} as "${same}"`;
}

/** One entry of a comma list: `*`, a value or a range, and a step after a star or a range. */
function itemProblem(field: Field, item: string): string | null {
  const parts = /^(?:(\*)|([a-z\d]+)(?:-([a-z\d]+))?)(?:\/(\d+))?$/i.exec(item);
  if (parts === null) return item === '' ? `${field.name} has an empty entry` : invalid(field, item);
  const [, star, first, last, step] = parts;
  if (star === undefined && step !== undefined && last === undefined)
    return `${field.name} ${item} needs a range before the step: ${first}-${field.max}/${step}`;
  return (
    valueProblem(field, first) ??
    valueProblem(field, last) ??
    rangeProblem(field, first, last) ??
    stepProblem(field, step)
  );
}

const invalid = (field: Field, item: string) =>
  `${field.name} ${item} is not valid: use a value, a range (1-5), a list (1,3) or a step (*/5)`;

function valueIn(field: Field, text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const index = field.names.indexOf(text.toUpperCase());
  return index < 0 ? null : field.min + index;
}

function valueProblem(field: Field, text: string | undefined): string | null {
  if (text === undefined) return null;
  const value = valueIn(field, text);
  if (value === null) return invalid(field, text);
  return value < field.min || value > field.max
    ? `${field.name} ${text} is out of range (${field.min} to ${field.max})`
    : null;
}

function rangeProblem(field: Field, first: string | undefined, last: string | undefined): string | null {
  if (first === undefined || last === undefined) return null;
  const toSunday = last.toUpperCase() === 'SUN';
  if (toSunday || (valueIn(field, first) ?? 0) <= (valueIn(field, last) ?? 0)) return null;
  return `${field.name} ${first}-${last} runs backwards; write ${wrapped(field, first, last)}`;
}

/** A range that wraps around, written as two: `22-23,0-2`. */
function wrapped(field: Field, first: string, last: string): string {
  const named = !/^\d/.test(first);
  const start = (named && field.names[0]) || field.min;
  const end = (named && field.names.at(-1)) || field.max;
  return `${first}-${end},${start}-${last}`;
}

function stepProblem(field: Field, step: string | undefined): string | null {
  if (step === undefined) return null;
  if (Number(step) === 0) return `${field.name} step 0 never advances; use 1 or more`;
  return Number(step) > field.max ? `${field.name} step ${step} is out of range (1 to ${field.max})` : null;
}
