const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether `day` is a real calendar day written `YYYY-MM-DD`. */
export function isDay(day: string): boolean {
  // Date rolls a day past the end of the month over into the next one.
  return DAY.test(day) && new Date(day).getUTCDate() === Number(day.slice(8));
}
