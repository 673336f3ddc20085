const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether `day` is a real calendar day written `YYYY-MM-DD`. */
export function isDay(day: string): boolean {
  // Date rolls a day past the end of the month over into the next one.
  return DAY.test(day) && new Date(day).getUTCDate() === Number(day.slice(8));
}

const MS = 86_400_000;

/** All days from one to another, both inclusive; `most` of them at most. */
export function daysThrough(from: string, to: string, most = Number.POSITIVE_INFINITY): string[] {
  const first = Date.parse(from);
  const count = Math.min(most, Math.max(0, (Date.parse(to) - first) / MS + 1));
  return Array.from({ length: count }, (_, index) => new Date(first + index * MS).toISOString().slice(0, 10));
}
