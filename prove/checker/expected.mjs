import { dayBefore, dueSlots } from './due.mjs';
import { expectedKey } from './messages.mjs';

/**
 * What should have come, by the configuration and the clock alone.
 *
 * @typedef {{ channel: string, reader: string, key: string, run: string, slice: string }} Expected `run` is a digest with its slot, or an alert
 * @typedef {{ at: number, event: string, program?: number, channel?: string }} ClockEntry
 */

/** @param {{ config: any, clock: readonly ClockEntry[], histories: Readonly<Record<string, readonly any[]>> }} evidence @returns {Expected[]} */
export function expectedOf({ config, clock, histories }) {
  const looks = clock.filter(({ event }) => event === 'looked').map(({ program = 0 }) => program);
  const due = (/** @type {string} */ schedule, /** @type {string} */ zone) =>
    dueSlots({ schedule, zone }, Math.min(...looks), Math.max(...looks));
  const slots = Object.entries(config.digests ?? {}).flatMap(([digest, one]) => {
    if (one.schedule === undefined) return [];
    if (one.catchUp !== 'all') throw new Error(`${digest}: the checker knows catchUp: all alone`);
    const zone = one.timezone ?? config.timezone;
    return due(one.schedule, zone).flatMap((slot) => {
      const run = `${digest} ${new Date(slot).toISOString()}`;
      return to(one, { digest, title: one.title, slot, day: dayBefore(zone, slot) }, { run, slice: '' });
    });
  });
  const silence = histories.api?.find(({ event }) => event === 'silent');
  const words = Object.entries(config.alerts ?? {}).flatMap(([alert, one]) =>
    wordsOf(
      due(one.check, config.timezone).map((at) => dayBefore(config.timezone, at)),
      silence,
    ).flatMap((word) =>
      to(one, { alert, title: one.title ?? alert, word }, { run: `alert.${alert}`, slice: word }),
    ),
  );
  return [...slots, ...words];
}

/** An episode is told by the first check after a day without conversations, and is over after two days with some. @param {readonly string[]} days the days that checks judge @param {{ from: string, to: string } | undefined} silence */
function wordsOf(days, silence) {
  if (!silence) return [];
  const over = new Date(Date.parse(silence.to) + 2 * 86_400_000).toISOString().slice(0, 10);
  const since = [
    ['firing', silence.from],
    ['recovered', over],
  ];
  return since.flatMap(([word = '', first = '']) => (days.some((day) => day >= first) ? [word] : []));
}

/** To every reader of an entry. @param {any} one @param {import('./messages.mjs').About} about @param {{ run: string, slice: string }} of @returns {Expected[]} */
const to = ({ deliver }, about, of) =>
  deliver.flatMap((/** @type {any} */ entry) => {
    const [channel = '', options] = Object.entries(entry).find(([kind]) => READERS[kind]) ?? [];
    const readers = READERS[channel]?.(options);
    if (!readers) throw new Error(`The checker does not know the channel of ${JSON.stringify(entry)}`);
    return readers.map((reader) => ({ channel, reader, key: expectedKey(channel, about), ...of }));
  });

const path = (/** @type {{ url: string }} */ { url }) => [new URL(url).pathname];
/** @type {Readonly<Record<string, (options: any) => string[]>>} */
const READERS = {
  email: ({ to }) => to,
  slack: ({ channel }) => [channel],
  webhook: path,
  teams: path,
  s3: () => ['bucket'],
  folder: ({ path: folder }) => [folder],
};
