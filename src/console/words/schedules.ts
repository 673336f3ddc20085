const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const SHORT = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** A schedule as a person would say it; cron that has no short form stays as it is. */
export function scheduleText(schedule: string | null): string {
  if (schedule === null) return 'on demand';
  const working = /^(first|last)WorkingDay (\d\d:\d\d)$/.exec(schedule);
  if (working) return `${working[1] === 'first' ? 'First' : 'Last'} working day, ${working[2]}`;
  if (/^\d{4}-\d\d-\d\dT/.test(schedule)) return onceText(schedule.split(' '));
  return cronText(schedule) ?? schedule;
}

const onceText = (times: readonly string[]): string =>
  `once: ${times.map((time) => time.slice(0, 16).replace('T', ' ')).join(', ')}`;

function cronText(cron: string): string | null {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/);
  if (month !== '*') return null;
  const days = day === '*' ? weekdaysText(weekday) : weekday === '*' ? monthDayText(day) : null;
  const times = timesText(minute, hour);
  if (days === null || times === null) return null;
  if (times === 'every minute' || times.startsWith('hourly')) return days === 'Daily' ? capital(times) : null;
  return `${days} ${times}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function timesText(minute: string, hour: string): string | null {
  if (minute === '*' && hour === '*') return 'every minute';
  if (!/^\d{1,2}$/.test(minute)) return null;
  const padded = minute.padStart(2, '0');
  if (hour === '*') return `hourly at :${padded}`;
  if (!/^\d{1,2}(,\d{1,2})*$/.test(hour)) return null;
  return hour
    .split(',')
    .map((one) => `${one.padStart(2, '0')}:${padded}`)
    .join(', ');
}

function monthDayText(day: string): string | null {
  if (day === 'L') return 'Last day of the month,';
  if (!/^\d{1,2}$/.test(day)) return null;
  const number = Number(day);
  const ending = number % 100 >= 11 && number % 100 <= 13 ? 'th' : (ENDINGS[number % 10] ?? 'th');
  return `${number}${ending} of the month,`;
}

const ENDINGS: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' };

function weekdaysText(field: string): string | null {
  if (field === '*') return 'Daily';
  const range = /^([A-Z]{3}|\d)-([A-Z]{3}|\d)$/i.exec(field);
  if (range) {
    const [from, to] = [weekdayName(range[1] ?? ''), weekdayName(range[2] ?? '')];
    return from && to ? `${from.slice(0, 3)}–${to.slice(0, 3)}` : null;
  }
  const names = field.split(',').map(weekdayName);
  if (names.some((name) => name === null)) return null;
  return names.length === 1 ? `${names[0]}s` : names.map((name) => name?.slice(0, 3)).join(', ');
}

function weekdayName(word: string): string | null {
  const index = /^\d$/.test(word) ? Number(word) : SHORT.indexOf(word.toUpperCase());
  return DAYS[index] ?? null;
}
