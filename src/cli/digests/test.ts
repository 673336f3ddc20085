import type { Command } from 'commander';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { type RecipientOptions, recipientOptions, recipientsOf } from '../recipients.js';
import { withProgress } from '../terminal/progress.js';
import { isDone } from '../terminal/run-record.js';
import { whoAsks } from '../who-asks.js';
import { tell } from './run.js';

interface TestOptions extends CommonOptions, RecipientOptions {
  readonly slice?: string;
}

export function testCommand(command: Command, context: CliContext): void {
  recipientOptions(command.argument('<digest>', 'id of the digest'))
    .option('--slice <name>', 'which variant, if deliver: entries of the digest differ')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
The digest as it would go now, to these recipients alone, with [Test] before its title. It counts for nothing: no slot is used up, and the
digest's own runs, notices and metrics know nothing of it. It goes also where onEmpty, onGap or when would keep the digest back, and it is tried
once. botdigest runs lists it with the trigger test, botdigest explain RUN says who asked for it.

Examples:
  botdigest test weekly-support --to me@example.com
  botdigest test weekly-support --slack C0123456789 --json
`,
    )
    .action(async (digest: string) => {
      const { json, config, slice, ...options } = command.optsWithGlobals<TestOptions>();
      const to = recipientsOf(options);
      await withApp(context, config, async (app) => {
        const request = { to, by: whoAsks(), ...(slice !== undefined && { slice }) };
        const result = await withProgress(context.terminal, `Testing ${digest}`, (onFetch) =>
          app.test(app.digest(digest), request, { signal: context.signal, onFetch }),
        );
        await tell(context, { app, result, how: json ? { json } : {} });
        context.finish(isDone(result.story) ? 0 : 1);
      });
    });
}
