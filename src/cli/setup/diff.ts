import type { Command } from 'commander';
import type { Difference } from '../../run/commands/diff.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { leftOutByHand } from '../left-out.js';

export function diffCommand(command: Command, context: CliContext): void {
  command
    .argument('<old>', 'another configuration, such as the one in use')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
What the configuration would do differently from another one: slots of the next four weeks, readers, channels, sections and settings, digest by
digest; - is only in the other one, + only in this one. What was paused or skipped by hand counts on both sides. Both must be valid. Asks nobody, and
shows no secret. Exit code 0 also where they differ.

Examples:
  botdigest diff /etc/botdigest/config.yaml -c new.yaml
  git show HEAD:config.yaml > old.yaml && botdigest diff old.yaml --json
`,
    )
    .action(async (old: string) => {
      const { json, config } = command.optsWithGlobals<CommonOptions>();
      await withApp(context, config, async (app) => {
        const found = await app.diff(old, await leftOutByHand(app.config, context));
        context.terminal.print(json ? JSON.stringify(found, null, 2) : asText(found));
      });
    });
}

function asText(found: readonly Difference[]): string {
  if (found.length === 0) return 'They do the same.';
  return found
    .map(({ digest, what, before, after }) =>
      [`${digest ?? 'all'}, ${what}:`, ...linesOf('-', before), ...linesOf('+', after)].join('\n'),
    )
    .join('\n\n');
}

/** Lines of one side; a schedule of every minute has tens of thousands of slots. */
const MAX_LINES = 12;

function linesOf(sign: '-' | '+', side: Difference['before']): string[] {
  if (side === null) return sign === '-' ? ['  - (not there)'] : ['  + (not there)'];
  const words = Array.isArray(side)
    ? side
    : Object.entries(side).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const more = words.length - MAX_LINES;
  const lines = words.slice(0, MAX_LINES).map((word) => `  ${sign} ${word}`);
  return more > 0 ? [...lines, `  ${sign} and ${more} more`] : lines;
}
