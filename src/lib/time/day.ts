const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether `day` is a real calendar day written `YYYY-MM-DD`. */
export function isDay(day: string): boolean {
  // A day that its month does not have is read as one of the next month.
  return DAY.test(day) && new Date(day).getUTCDate() === Number(day.slice(8));
}
