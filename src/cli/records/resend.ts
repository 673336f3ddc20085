import type { Command } from 'commander';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { tell } from '../digests/run.js';
import { withProgress } from '../terminal/progress.js';
import { isDone, runJson, statusText } from '../terminal/run-record.js';
import { whoAsks } from '../who-asks.js';
import { RUN_ARGUMENT } from './run-argument.js';

interface ResendOptions extends CommonOptions {
  readonly target?: readonly string[];
  readonly again?: true;
}

export function resendCommand(command: Command, context: CliContext): void {
  command
    .argument('<run>', RUN_ARGUMENT)
    .option('--target <address...>', 'only to these addresses, channel ids or folders')
    .option('--again', 'also to those who have it, as a new message')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
An address that replaced another in the same entry of deliver: gets what the old one did not get.
Figures that were missing are fetched again; when they are available now, those who have the digest get a correction.
A delivery with an unknown outcome is looked up, or handled by its onUnknown; held ones are listed with the botdigest resolve command to use.

Examples:
  botdigest resend 3f0c9a51b27e4d68
  botdigest resend last --target cx-leads@example.com
  botdigest resend weekly-support --target C0123456789 --again
`,
    )
    .action(async (word: string) => {
      const { json, config, target, again } = command.optsWithGlobals<ResendOptions>();
      await withApp(context, config, async (app) => {
        const id = await app.findRun(word);
        const request = { by: whoAsks(), ...(target && { targets: target }), ...(again && { again }) };
        const { deliveries: before } = await app.story(id);
        const result = await withProgress(context.terminal, `Resending ${id}`, (onFetch) =>
          app.resend(id, request, { signal: context.signal, onFetch }),
        );
        if (result) {
          await tell(context, { app, result, before, how: json ? { json } : {} });
          return context.finish(isDone(result.story) ? 0 : 1);
        }
        const story = await app.story(id);
        const advice = { attended: await app.attended(), now: context.clock.now() };
        context.terminal.print(
          json
            ? JSON.stringify(runJson(story), null, 2)
            : `Nothing left to send for run ${id}. ${statusText(story, advice)}`,
        );
        context.finish(isDone(story) ? 0 : 1);
      });
    });
}
