const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * The instant (epoch ms) of an ISO date or date-time; null for anything else. A date alone is its first millisecond, a
 * time without an offset is in UTC. Months and days may have one digit, as in the documented default `1974-1-1`.
 */
export function parseApiInstant(text: string): number | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const date = [Number(year), Number(month) - 1, Number(day)] as const;
  const time = [
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.padEnd(3, '0').slice(0, 3)),
  ] as const;
  const midnight = new Date(0).setUTCFullYear(...date);
  const instant = new Date(midnight).setUTCHours(...time);
  const offset = offsetOf(zone);
  if (new Date(midnight).getUTCMonth() !== date[1] || new Date(midnight).getUTCDate() !== date[2])
    return null;
  if (time[0] > 23 || time[1] > 59 || time[2] > 59 || offset === null) return null;
  return instant - offset;
}

/** UTC offset, ms. */
function offsetOf(zone: string): number | null {
  if (zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
