import type Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import { suggest } from '../../lib/text/suggest.js';
import { daysThrough } from '../../lib/time/day.js';
import type { Holiday } from '../config.js';
import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import { children, mapping, type Untyped, word } from '../read/untyped.js';

export interface CalendarPlace {
  /** ISO 3166-1, in capitals. */
  readonly country: string;
  /** `BY` or `BY-A`. */
  readonly region: string | null;
}

/** The public holidays of the world, by the package date-holidays. */
export interface Calendars {
  /** Unknown countries and regions of the file. */
  readonly issues: readonly Issue[];
  /** Public holidays from two years ago to ten years ahead, in order; none of an unknown place. `language` is ISO 639-1. */
  days(place: CalendarPlace, language: string): readonly Holiday[];
}

const YEARS_BACK = 2;
const YEARS_AHEAD = 10;

/** The calendars for a file; `input` is unvalidated, `now` is epoch ms. Loads the library only where a `country` is named. */
export async function readCalendars(input: unknown, now: number): Promise<Calendars> {
  const named = blocksOf(mapping(input)).flatMap(({ block, path }) => {
    const country = word(block.country)?.trim().toUpperCase();
    const region = typeof block.region === 'number' ? String(block.region) : word(block.region);
    return country ? [{ place: { country, region: region?.trim() ?? null }, path }] : [];
  });
  if (named.length === 0) return { issues: [], days: () => [] };
  const { default: Library } = await import('date-holidays');
  const world = new Library();
  const year = new Date(now).getUTCFullYear();
  const known = new Map<string, readonly Holiday[]>();
  return {
    issues: named.flatMap(({ place, path }) => faultOf(place, path, world)),
    days(place, language) {
      const codes = codesOf(place, world);
      if (codes === null) return [];
      const key = JSON.stringify([codes, language]);
      const days = known.get(key) ?? publicDays(new Library(codes, { types: ['public'] }), year, language);
      known.set(key, days);
      return days;
    },
  };
}

/** Every `holidays:` that is a mapping: of the file, of digests and of alerts. */
function blocksOf(root: Untyped): { readonly block: Untyped; readonly path: Path }[] {
  const of = (key: string) =>
    children(root[key]).map(([id, { holidays }]) => ({
      block: mapping(holidays),
      path: [key, id, 'holidays'],
    }));
  return [{ block: mapping(root.holidays), path: ['holidays'] }, ...of('digests'), ...of('alerts')];
}

function faultOf({ country, region }: CalendarPlace, path: Path, world: Holidays): Issue[] {
  const countries = world.getCountries('en');
  if (countries[country] === undefined)
    return [{ path: [...path, 'country'], ...unknownCountry(country, countries) }];
  if (region === null || codesOf({ country, region }, world) !== null) return [];
  return [{ path: [...path, 'region'], ...unknownRegion(country, region, world) }];
}

type Names = Readonly<Record<string, string>>;

/** Codes that people write for others. */
const OTHER_CODES: Names = { UK: 'GB', EL: 'GR' };

function unknownCountry(country: string, countries: Names): Pick<Issue, 'message' | 'suggestion'> {
  const message = '{value} is not the code of a country such as PL';
  const suggestion = OTHER_CODES[country] ?? codeOf(country, countries);
  if (suggestion !== undefined) return { message, suggestion };
  const near = Object.entries(countries).filter(([code]) => code[0] === country[0]);
  const listed = near.map(([code, name]) => `${code} ${name}`).join(', ');
  return { message: listed === '' ? message : `${message}; with ${country[0]} there are ${listed}` };
}

function unknownRegion(
  country: string,
  region: string,
  world: Holidays,
): Pick<Issue, 'message' | 'suggestion'> {
  const regions = regionsOf(country, world);
  const codes = Object.keys(regions);
  if (codes.length === 0)
    return { message: `{value} is not known: the calendar of ${country} has no regions` };
  const message = `{value} is not a region of ${country}`;
  const suggestion = codeOf(region, regions);
  if (suggestion !== undefined) return { message, suggestion };
  return { message: `${message}: ${codes.map((code) => `${code} ${regions[code]}`).join(', ')}` };
}

/** The code of the place that is called nearly so. */
function codeOf(word: string, names: Names): string | undefined {
  if (word.length < 4) return undefined;
  const nearest = suggest(word, Object.values(names));
  return Object.keys(names).find((code) => names[code] === nearest);
}

/** Regions and, as `BY-A`, their parts, with their names. */
function regionsOf(country: string, world: Holidays): Names {
  const states: Names = world.getStates(country, 'en') ?? {};
  const parts = Object.entries(states).flatMap(([state]) =>
    Object.entries<string>(world.getRegions(country, state, 'en') ?? {}).map(([part, name]) => [
      `${state}-${part}`,
      name,
    ]),
  );
  return { ...states, ...Object.fromEntries(parts) };
}

/** A place in the library's codes, upper and lower case as there; null for an unknown one. */
function codesOf({ country, region }: CalendarPlace, world: Holidays): HolidaysTypes.Country | null {
  if (world.getCountries('en')[country] === undefined) return null;
  if (region === null) return { country };
  const wanted = region.toUpperCase();
  const code = Object.keys(regionsOf(country, world)).find((one) => one.toUpperCase() === wanted);
  if (code === undefined) return null;
  const [state = '', part] = code.split('-');
  return part === undefined ? { country, state } : { country, state, region: part };
}

function publicDays(calendar: Holidays, year: number, language: string): readonly Holiday[] {
  const byDay = new Map<string, Holiday>();
  for (let one = year - YEARS_BACK; one <= year + YEARS_AHEAD; one++)
    for (const { date, start, end, name } of calendar.getHolidays(one, language))
      for (const day of daysIn(date, end.getTime() - start.getTime()))
        if (!byDay.has(day)) byDay.set(day, { day, name: name.split(';')[0] ?? name });
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A day is a holiday when its late morning is: half days from noon are not, and those that begin at sunset are the days after it. */
const MORNING = 11 * HOUR;

/** The local days of a holiday; `date` is its local start, `2026-03-19 00:00:00 -0600` for six hours before midnight. */
function daysIn(date: string, length: number): string[] {
  const [, day = '', clock = '', hours = '0'] = /^(\S+) (\S+)(?: ([+-]\d\d)\d\d)?$/.exec(date) ?? [];
  const start = Date.parse(`${day}T${clock}Z`) + Number(hours) * HOUR;
  const dayOfMorning = (from: number) => new Date(from - MORNING).toISOString().slice(0, 10);
  return daysThrough(dayOfMorning(start + DAY - 1), dayOfMorning(start + length - 1));
}
