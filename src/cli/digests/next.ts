import { type Command, InvalidArgumentError } from 'commander';
import type { DigestConfig } from '../../config/config.js';
import { digestOf, openConfig } from '../../configuration.js';
import type { StoredPause } from '../../ledger/ledger.js';
import { type Omission, omissionAt } from '../../schedule/pause.js';
import { scheduleOf } from '../../schedule/schedule.js';
import { type ClockEffect, type UpcomingSlot, upcomingSlots } from '../../schedule/slots.js';
import type { CliContext, CommonOptions } from '../context.js';
import { leftOutByHand } from '../left-out.js';
import { table } from '../terminal/table.js';
import { lastDay, localText } from './due-text.js';

interface NextOptions extends CommonOptions {
  readonly count: number;
}

export function nextCommand(command: Command, context: CliContext): void {
  command
    .argument('[digest]', 'only this digest')
    .option('-n, --count <number>', 'number of slots per digest', wholeNumber, 5)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  botdigest next\n  botdigest next weekly-support -n 10 --json\n')
    .action(async (id: string | undefined) => {
      const options = command.optsWithGlobals<NextOptions>();
      const config = await openConfig(options.config, context);
      const digests = id === undefined ? [...config.digests.values()] : [digestOf(config, id)];
      const pauses = await leftOutByHand(config, context);
      const slots = digests.flatMap((digest) =>
        slotsOf(digest, pauses, { now: context.clock.now(), count: options.count }),
      );
      context.terminal.print(options.json ? JSON.stringify(slots, null, 2) : slotTable(slots, digests));
    });
}

interface SlotRow {
  readonly digest: string;
  readonly zone: string;
  readonly scheduledFor: string;
  readonly local: string;
  readonly clockChange: string | null;
  /** Whether it falls into a pause of the digest and is skipped. */
  readonly paused: boolean;
  /** Why it is skipped; `by` is null for the pause of the configuration, `until` its last day, null without an end. */
  readonly leftOut: (Pick<Omission, 'reason' | 'by'> & { readonly until: string | null }) | null;
  /** The holiday that moved it to this day, or because of which it is not due. */
  readonly holiday: UpcomingSlot['holiday'];
}

function slotsOf(
  digest: DigestConfig,
  pauses: readonly StoredPause[],
  { now, count }: { readonly now: number; readonly count: number },
): SlotRow[] {
  const { id, timezone: zone, pause } = digest;
  const schedule = scheduleOf(digest);
  if (schedule === null) return [];
  const leftOut = pauses.filter((one) => one.digest === id);
  const time = (instant: number) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(instant);
  return upcomingSlots(schedule, now, count).map(({ at, holiday, clockChange }) => {
    const omission = omissionAt({ zone, pause, leftOut }, at);
    return {
      digest: id,
      zone,
      scheduledFor: new Date(at).toISOString(),
      local: localText(zone, at),
      clockChange: clockChange && changeText(clockChange, time),
      paused: omission?.reason === 'paused',
      leftOut: omission && leftOutOf(omission, zone),
      holiday,
    };
  });
}

function holidayText({ day, name, effect }: NonNullable<UpcomingSlot['holiday']>): string {
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(
    Date.parse(day),
  );
  const holiday = name === '' ? 'a holiday' : name;
  return effect === 'moved' ? `moved from ${date}: ${holiday}` : `not due: ${holiday}`;
}

const leftOutOf = ({ reason, by, until }: Omission, zone: string): NonNullable<SlotRow['leftOut']> => ({
  ...{ reason, by },
  until: reason === 'paused' ? lastDay(zone, until) : null,
});

function leftOutText({ reason, by, until }: NonNullable<SlotRow['leftOut']>): string {
  const who = by === null ? '' : ` by ${by}`;
  if (reason === 'skipped-by-hand') return `skipped${who}`;
  return `paused${who}${until === null ? '' : ` until ${until}`}: skipped`;
}

function changeText(
  { at, before, after, effect }: NonNullable<UpcomingSlot['clockChange']>,
  shown: (instant: number) => string,
): string {
  const change = `clocks go ${after > before ? 'forward' : 'back'} to ${shown(at)}`;
  return effect === null ? change : `${change}, ${EFFECTS[effect]}`;
}

const EFFECTS: Readonly<Record<ClockEffect, string>> = {
  moved: 'and skip its time: it is due right after',
  first: 'and repeat this time: this is the first',
  second: 'and repeat this time: this is the second',
};

function slotTable(slots: readonly SlotRow[], digests: readonly DigestConfig[]): string {
  const onDemand = digests
    .filter(({ schedule }) => schedule === null)
    .map(({ id }) => `${id} has no schedule: on demand only.`);
  const over = digests
    .filter(({ id, schedule }) => schedule !== null && slots.every(({ digest }) => digest !== id))
    .map(({ id }) => `${id} is not due any more: its schedule has ended.`);
  const rows = slots.map((slot) => [
    slot.digest,
    slot.local,
    slot.zone,
    slot.scheduledFor,
    [
      slot.holiday && holidayText(slot.holiday),
      slot.leftOut && slot.holiday?.effect !== 'dropped' ? leftOutText(slot.leftOut) : null,
      slot.clockChange,
    ]
      .filter(Boolean)
      .join('; '),
  ]);
  const columns = [{ title: 'Digest' }, { title: 'Due' }, { title: 'Zone' }, { title: 'UTC' }, { title: '' }];
  return [...(rows.length > 0 ? [table(columns, rows)] : []), ...onDemand, ...over].join('\n');
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 999.');
  return Number(text);
}
