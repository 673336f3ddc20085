import { measured } from './leaf.js';

const TIME = /^(?:(\d|[01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** Minutes since midnight of `7:30` or `22:00`; 0 for `24:00`, null for anything else. */
export function minutesOf(text: string): number | null {
  const [matched, hours = '0', minutes = '0'] = TIME.exec(text.trim()) ?? [];
  return matched === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** A local time such as `"22:00"`, in minutes of the day. */
export function timeOfDay() {
  return measured((text) => {
    if (minutesOf(text) !== null) return null;
    const hour = /^\d{1,2}$/.test(text) && Number(text) <= 24 ? `${text.padStart(2, '0')}:00` : undefined;
    return { message: '{value} is not a time such as "22:00"', suggestion: hour };
  })
    .transform((text) => minutesOf(text) ?? 0)
    .meta({ type: 'string', pattern: TIME.source });
}
