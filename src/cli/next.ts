import { Command, InvalidArgumentError } from 'commander';
import type { DigestConfig } from '../config/config.js';
import { upcomingSlots } from '../schedule/slots.js';
import { type CliContext, type CommonOptions, withApp } from './context.js';
import { table } from './table.js';

interface NextOptions extends CommonOptions {
  readonly count: number;
}

export function nextCommand(context: CliContext): Command {
  return new Command('next')
    .description('show when digests are due')
    .argument('[digest]', 'only this one')
    .option('-n, --count <number>', 'how many slots of each', wholeNumber, 5)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  botdigest next\n  botdigest next weekly-support -n 10 --json\n')
    .action(async (id: string | undefined, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<NextOptions>();
      await withApp(context, options.config, async (app) => {
        const digests = id === undefined ? [...app.config.digests.values()] : [app.digest(id)];
        const slots = digests.flatMap((digest) => slotsOf(digest, context.clock.now(), options.count));
        context.terminal.print(options.json ? JSON.stringify(slots, null, 2) : slotTable(slots, digests));
      });
    });
}

interface SlotRow {
  readonly digest: string;
  readonly zone: string;
  readonly scheduledFor: string;
  readonly local: string;
  readonly clockChange: string | null;
}

function slotsOf(digest: DigestConfig, now: number, count: number): SlotRow[] {
  if (digest.schedule === null) return [];
  const { id, schedule, timezone: zone } = digest;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' });
  return upcomingSlots({ schedule, zone }, now, count).map(({ at, clockChange }) => ({
    digest: id,
    zone,
    scheduledFor: new Date(at).toISOString(),
    local: clock.format(at),
    clockChange:
      clockChange &&
      `clocks go ${clockChange.after > clockChange.before ? 'forward' : 'back'} to ${time.format(clockChange.at)}`,
  }));
}

function slotTable(slots: readonly SlotRow[], digests: readonly DigestConfig[]): string {
  const onDemand = digests
    .filter(({ schedule }) => schedule === null)
    .map(({ id }) => `${id} has no schedule: on demand only.`);
  const rows = slots.map((slot) => [
    slot.digest,
    slot.local,
    slot.zone,
    slot.scheduledFor,
    slot.clockChange ?? '',
  ]);
  const columns = [{ title: 'Digest' }, { title: 'Due' }, { title: 'Zone' }, { title: 'UTC' }, { title: '' }];
  return [...(rows.length > 0 ? [table(columns, rows)] : []), ...onDemand].join('\n');
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('A whole number from 1 to 999 is wanted.');
  return Number(text);
}
