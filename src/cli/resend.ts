import type { Command } from 'commander';
import { type CliContext, type CommonOptions, withApp } from './context.js';
import { withProgress } from './progress.js';
import { tell } from './run.js';
import { RUN_ARGUMENT } from './run-argument.js';
import { isDone, runJson, standing } from './run-record.js';

interface ResendOptions extends CommonOptions {
  readonly target?: readonly string[];
}

export function resendCommand(command: Command, context: CliContext): void {
  command
    .argument('<run>', RUN_ARGUMENT)
    .option('--target <address...>', 'only to these: an address, a channel id, a folder')
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      `
What was delivered is not sent again. A delivery of which nobody knows whether it arrived is left alone: botdigest resolve settles it.

Examples:
  botdigest resend 3f0c9a51b27e4d68
  botdigest resend 3f0c9a51b27e4d68 --target cx-leads@example.com
`,
    )
    .action(async (word: string) => {
      const { json, config, target } = command.optsWithGlobals<ResendOptions>();
      await withApp(context, config, async (app) => {
        const id = await app.findRun(word);
        const answered = await withProgress(context.terminal, `Sending what is missing of ${id}`, (onFetch) =>
          app.resend(id, target ?? null, { signal: context.signal, onFetch }),
        );
        if (answered) {
          tell(context.terminal, answered, json ? { json } : {});
          return context.finish(isDone(answered.story) ? 0 : 1);
        }
        const story = await app.story(id);
        context.terminal.print(
          json ? JSON.stringify(runJson(story), null, 2) : `Nothing of it is to be sent. ${standing(story)}`,
        );
        context.finish(isDone(story) ? 0 : 1);
      });
    });
}
