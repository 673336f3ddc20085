import type { QuietHours } from '../../config/config.js';
import { localTime } from '../../lib/time/zone.js';

/** Whether an instant (epoch ms) lies within quiet hours, which may reach over midnight. */
export function isQuiet(quiet: QuietHours | null, zone: string, at: number): boolean {
  if (quiet === null) return false;
  const { hour, minute } = localTime(zone, at);
  const now = 60 * hour + minute;
  const { from, to } = quiet;
  return from < to ? from <= now && now < to : from <= now || now < to;
}

/** Whether an alert is snoozed at an instant; times are epoch ms. */
export const isSnoozed = (
  snoozes: readonly { readonly alert: string; readonly until: number }[],
  alert: string,
  now: number,
): boolean => snoozes.some((one) => one.alert === alert && one.until > now);

/** The schedule on which quiet hours end. */
export const quietEnd = ({ to }: QuietHours): string => `${to % 60} ${Math.floor(to / 60)} * * *`;
