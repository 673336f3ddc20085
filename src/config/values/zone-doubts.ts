/** Legacy zones, without the clock changes of the places they are named after. */
const FIXED: Readonly<Record<string, readonly [offset: string, city: string]>> = {
  EST: ['5 hours behind UTC', 'America/New_York'],
  MST: ['7 hours behind UTC', 'America/Denver'],
  HST: ['10 hours behind UTC', 'Pacific/Honolulu'],
  GMT: ['UTC', 'Europe/London'],
  'ETC/GMT': ['UTC', 'Europe/London'],
  'ETC/GREENWICH': ['UTC', 'Europe/London'],
  GREENWICH: ['UTC', 'Europe/London'],
  GMT0: ['UTC', 'Europe/London'],
  'GMT+0': ['UTC', 'Europe/London'],
  'GMT-0': ['UTC', 'Europe/London'],
};

/** Aliases for the zone of a city. */
const OLD: Readonly<Record<string, string>> = {
  EST5EDT: 'America/New_York',
  CST6CDT: 'America/Chicago',
  MST7MDT: 'America/Denver',
  PST8PDT: 'America/Los_Angeles',
  CET: 'Europe/Brussels',
  MET: 'Europe/Brussels',
  EET: 'Europe/Athens',
  WET: 'Europe/Lisbon',
};

interface Doubt {
  readonly message: string;
  readonly suggestion?: string;
}

/** Why a valid time zone is probably not intended, or null. */
export function zoneDoubt(zone: string): Doubt | null {
  const name = zone.toUpperCase();
  const fixed = FIXED[name];
  if (fixed !== undefined)
    return { message: `{value} is ${fixed[0]} all year, without summer time`, suggestion: fixed[1] };
  const old = OLD[name];
  if (old !== undefined) return { message: '{value} is an abbreviation of old systems', suggestion: old };
  const [, sign, hours] = /^ETC\/GMT([+-])(\d+)$/.exec(name) ?? [];
  if (hours === undefined) return null;
  const side =
    Number(hours) === 0 ? 'UTC' : `${Number(hours)} hours ${sign === '+' ? 'behind' : 'ahead of'} UTC`;
  return {
    message: `{value} is ${side} all year, without summer time; a city’s zone, such as Europe/Warsaw, changes its clocks`,
  };
}
