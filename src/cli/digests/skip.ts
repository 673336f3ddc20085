import type { Command } from 'commander';
import type { App } from '../../app.js';
import type { DigestConfig } from '../../config/config.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { parseSlot } from '../instant.js';
import { instant } from '../terminal/run-record.js';
import { whoAsks } from '../who-asks.js';
import { dueText, localText } from './due-text.js';
import { pausable } from './pause.js';

interface SkipOptions extends CommonOptions {
  readonly undo?: true;
}

export function skipCommand(command: Command, context: CliContext): void {
  command
    .argument('<digest>', 'id of the digest')
    .argument('[slot]', 'a day, a local time or an instant (default: the next slot)')
    .option('--undo', 'take the skip of the slot back')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
The slot is recorded as skipped, skipped-by-hand, and not made up for. A day stands for its first slot that is still to come. Exit code 2: what
is named is no slot, or has a run already; the message says how that stands.

Examples:
  botdigest skip weekly-support
  botdigest skip weekly-support 2026-12-28
  botdigest skip weekly-support 2026-12-28T08:00 --undo
`,
    )
    .action(async (id: string, slot: string | undefined) => {
      const { undo, json, config } = command.optsWithGlobals<SkipOptions>();
      const moment = slot === undefined ? undefined : parseSlot(slot);
      await withApp(context, config, async (app) => {
        const digest = pausable(app, id);
        const { result, text } = undo
          ? unskipped(digest, await app.unskip(digest, moment, whoAsks()))
          : skipped(digest, await app.skip(digest, moment, whoAsks()));
        context.terminal.print(json ? JSON.stringify(result, null, 2) : text);
      });
    });
}

interface Printed {
  readonly result: object;
  readonly text: string;
}

function skipped(digest: DigestConfig, { kind, skip, next }: Awaited<ReturnType<App['skip']>>): Printed {
  const { id, timezone: zone } = digest;
  const { from, by, at } = skip;
  const before = kind === 'skipped-before' ? ` already, by ${by} at ${instant(at)}` : '';
  return {
    result: {
      ...{ digest: id, slot: instant(from), skipped: true, before: kind === 'skipped-before' },
      ...{ by, at: instant(at), next: instant(next) },
    },
    text: `The slot of ${id} on ${localText(zone, from)} (${zone}) is skipped${before}. ${dueText(digest, next)}`,
  };
}

function unskipped(
  digest: DigestConfig,
  { scheduledFor, ended, next }: Awaited<ReturnType<App['unskip']>>,
): Printed {
  const { id, timezone: zone } = digest;
  const stands = ended ? 'is no longer skipped' : 'was not skipped by hand, or is over';
  return {
    result: {
      ...{ digest: id, slot: instant(scheduledFor), skipped: false, was: ended !== null },
      next: instant(next),
    },
    text: `The slot of ${id} on ${localText(zone, scheduledFor)} (${zone}) ${stands}. ${dueText(digest, next)}`,
  };
}
