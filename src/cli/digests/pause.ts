import { type Command, InvalidArgumentError } from 'commander';
import type { App } from '../../app.js';
import type { DigestConfig } from '../../config/config.js';
import type { StoredPause } from '../../ledger/ledger.js';
import { UserError } from '../../lib/errors.js';
import { isDay } from '../../lib/time/day.js';
import type { Day } from '../../lib/time/zone.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { instant } from '../terminal/run-record.js';
import { whoAsks } from '../who-asks.js';
import { dueText, endText, lastDay } from './due-text.js';

interface PauseOptions extends CommonOptions {
  readonly until?: Day;
}

export function pauseCommand(command: Command, context: CliContext): void {
  command
    .argument('<digest>', 'id of the digest')
    .option(
      '--until <day>',
      'the last day of the pause, in the digest’s zone (default: until it is resumed)',
      dayOf,
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Slots without a run by now are skipped as paused, those that were missed included, and not made up for. A run that is under way goes on.
A running service heeds it at once. botdigest run sends a paused digest all the same.

Examples:
  botdigest pause weekly-support
  botdigest pause weekly-support --until 2027-01-03
`,
    )
    .action(async (id: string) => {
      const { until, json, config } = command.optsWithGlobals<PauseOptions>();
      await withApp(context, config, async (app) => {
        const digest = pausable(app, id);
        const result = await app.pause(digest, until ?? null, whoAsks());
        context.terminal.print(
          json ? JSON.stringify(pauseJson(digest, result), null, 2) : pauseText(digest, result),
        );
      });
    });
}

export function resumeCommand(command: Command, context: CliContext): void {
  command
    .argument('<digest>', 'id of the digest')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
What fell into the pause is not made up for; botdigest resend sends a slot of it all the same. Skips stay. A pause in the configuration is
ended there: exit code 2 says where.

Examples:
  botdigest resume weekly-support
`,
    )
    .action(async (id: string) => {
      const { json, config } = command.optsWithGlobals<CommonOptions>();
      await withApp(context, config, async (app) => {
        const digest = pausable(app, id);
        const { ended, configured, next } = await app.resume(digest, whoAsks());
        const { configuredText } = await import('../../run/commands/pause.js');
        const stays = configured && configuredText(digest, app.config.file);
        const result = {
          ...{ digest: id, was: ended !== null, pause: ended && storedJson(digest, ended) },
          ...{ configured: stays, next: instant(next) },
        };
        context.terminal.print(
          json
            ? JSON.stringify(result, null, 2)
            : [wasText(id, ended, stays), dueText(digest, next)].join(' '),
        );
      });
    });
}

function wasText(id: string, ended: StoredPause | null, stays: string | null): string {
  if (stays === null) return ended ? `${id} is resumed.` : `${id} is not paused.`;
  return `${ended ? `The pause of ${id} by hand is over` : `${id} was not paused by hand`}. Another one stays: ${stays}`;
}

type PauseResult = Awaited<ReturnType<App['pause']>>;

function pauseJson(digest: DigestConfig, { pause, before, underWay, next }: PauseResult) {
  return {
    ...{ digest: digest.id, ...storedJson(digest, pause) },
    before: before && storedJson(digest, before),
    underWay: underWay.map(({ id, scheduledFor, state, reason }) => ({
      ...{ id, scheduledFor: instant(scheduledFor), state, reason },
    })),
    next: instant(next),
  };
}

const storedJson = ({ timezone }: DigestConfig, { until, by, at }: StoredPause) => ({
  ...{ until: lastDay(timezone, until), by, at: instant(at) },
});

function pauseText(digest: DigestConfig, { pause, before, underWay, next }: PauseResult): string {
  const { id, timezone: zone } = digest;
  const was = before === null ? '' : ` It was paused ${endText(zone, before.until)} before, by ${before.by}.`;
  const end = pause.until === null ? `botdigest resume ${id} ends that.` : dueText(digest, next);
  const goOn = underWay.map(
    ({ id: run, scheduledFor, state }) =>
      `\nThe run ${run} for ${instant(scheduledFor)} is ${state} and goes on.`,
  );
  return `${id} is paused ${endText(zone, pause.until)}.${was} ${end}${goOn.join('')}`;
}

/** The digest of that id; throws a UserError that names the nearest one, or what to do about an alert. */
export function pausable(app: App, id: string): DigestConfig {
  if (app.config.digests.has(id) || !app.config.alerts.has(id)) return app.digest(id);
  const message = `${id} is an alert, which goes on checking: botdigest snooze ${id} --for 3d makes it say nothing.`;
  throw new UserError('is-alert', message, { exitCode: 2 });
}

function dayOf(text: string): Day {
  if (!isDay(text)) throw new InvalidArgumentError('Give a day such as 2027-01-03.');
  return text;
}
