import { Command } from 'commander';
import type { RunResult } from '../run/execute.js';
import { type CliContext, type CommonOptions, withApp } from './context.js';
import { writeFiles } from './files.js';
import { currentMinute, parseInstant } from './instant.js';
import { withProgress } from './progress.js';
import { table } from './table.js';
import type { Terminal } from './terminal.js';

interface RunOptions extends CommonOptions {
  readonly at?: number;
  readonly out?: string;
}

export function runCommand(context: CliContext): Command {
  return new Command('run')
    .description('make a digest now and deliver it')
    .argument('<digest>', 'its id in the configuration')
    .option('--at <instant>', 'as if it were due at this ISO instant (default: now)', parseInstant)
    .option('--out <folder>', 'also write the delivered files there')
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      `
It ends with 1 when anything is left undelivered, and names it.

Examples:
  botdigest run weekly-support
  botdigest run weekly-support --at 2026-11-23T08:00:00+01:00 --json
`,
    )
    .action(async (digest: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<RunOptions>();
      await withApp(context, options.config, async (app) => {
        const config = app.digest(digest);
        const at = options.at ?? currentMinute(context.clock.now());
        const slot = { digest, scheduledFor: at, trigger: 'manual' } as const;
        const result = await withProgress(context.terminal, `Running ${digest}`, (onFetch) =>
          app.run(config, slot, { signal: context.signal, onFetch }),
        );
        if (options.out) await writeFiles(options.out, result.artifacts);
        tell(context.terminal, result, options);
        context.finish(result.state === 'completed' || result.state === 'skipped' ? 0 : 1);
      });
    });
}

const SENTENCES: Readonly<Record<RunResult['reason'], string>> = {
  delivered: 'Everything was delivered.',
  'no-targets': 'This digest has no `deliver:` entry, so nothing was sent.',
  undelivered: 'Not everything was delivered:',
  'empty-digest': 'The window holds no conversations and `onEmpty` is skip: nothing was sent.',
  'incomplete-digest': 'A report is missing and `onGap` is hold: nothing was sent.',
  'nothing-fetched': 'Nothing could be fetched, so nothing was sent.',
};

function tell(terminal: Terminal, result: RunResult, { json }: RunOptions): void {
  for (const gap of result.gaps) terminal.warn(gap);
  terminal.print(json ? JSON.stringify(asJson(result), null, 2) : asText(result));
}

function asText({ deliveries, reason }: RunResult): string {
  const lines = deliveries
    .filter(({ state, message }) => state !== 'delivered' || message !== '')
    .map(({ kind, target, part, state, message }) => `  ${kind} ${target} (${part}): ${state}. ${message}`);
  return [...(deliveries.length > 0 ? [deliveryTable(deliveries)] : []), SENTENCES[reason], ...lines].join(
    '\n',
  );
}

function deliveryTable(deliveries: RunResult['deliveries']): string {
  const columns = [
    { title: 'Kind' },
    { title: 'Target' },
    { title: 'Part' },
    { title: 'State' },
    { title: 'Reason' },
  ];
  return table(
    columns,
    deliveries.map(({ kind, target, part, state, reason }) => [kind, target, part, state, reason]),
  );
}

function asJson({ slot, state, reason, deliveries, artifacts, gaps }: RunResult) {
  return {
    digest: slot.digest,
    scheduledFor: new Date(slot.scheduledFor).toISOString(),
    trigger: slot.trigger,
    state,
    reason,
    gaps,
    artifacts: artifacts.map(({ name, mediaType, bytes, sha256 }) => ({
      name,
      mediaType,
      bytes: bytes.length,
      sha256,
    })),
    deliveries,
  };
}
