/**
 * When schedules are due, by looking at the clock minute by minute: slow, and too simple to share a mistake with a cron library. It knows `*`, numbers,
 * lists, ranges and steps, and no schedule by a fixed hour that a change of the clocks skips or doubles.
 */

const MINUTE = 60_000;

/** @param {string} field @param {number} value */
const matches = (field, value) =>
  field.split(',').some((part) => {
    const [range = '', step = '1'] = part.split('/');
    const [low = '', high = low] = range === '*' ? ['0', '99'] : range.split('-');
    return value >= Number(low) && value <= Number(high) && (value - Number(low)) % Number(step) === 0;
  });

/** The clock on the wall: `2026-11-04 08:00`. @param {string} zone */
const wallClock = (zone) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });

/** The instants (epoch ms) in (after, until] at which a schedule is due. @param {{ schedule: string, zone: string }} of @param {number} after @param {number} until */
export function dueSlots({ schedule, zone }, after, until) {
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== 5) throw new Error(`The checker cannot read the schedule ${schedule}`);
  const clock = wallClock(zone);
  const due = [];
  for (let at = (Math.floor(after / MINUTE) + 1) * MINUTE; at <= until; at += MINUTE) {
    const [day = '', time = ''] = clock.format(at).split(' ');
    const [, month, date] = day.split('-').map(Number);
    const shown = [...time.split(':').map(Number).reverse(), date, month, new Date(day).getUTCDay()];
    if (fields.every((field, index) => matches(field, shown[index] ?? 0))) due.push(at);
  }
  return due;
}

/** The local day (`YYYY-MM-DD`) before the one of an instant. @param {string} zone @param {number} at */
export function dayBefore(zone, at) {
  const [day = ''] = wallClock(zone).format(at).split(' ');
  return new Date(Date.parse(day) - 24 * 60 * MINUTE).toISOString().slice(0, 10);
}
