import type { Command } from 'commander';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { tell } from '../digests/run.js';
import { withProgress } from '../terminal/progress.js';
import { isDone, runJson, standing } from '../terminal/run-record.js';
import { RUN_ARGUMENT } from './run-argument.js';

interface ResendOptions extends CommonOptions {
  readonly target?: readonly string[];
  readonly again?: true;
}

export function resendCommand(command: Command, context: CliContext): void {
  command
    .argument('<run>', RUN_ARGUMENT)
    .option('--target <address...>', 'only to these: an address, a channel id, a folder')
    .option('--again', 'also to those who have it, as a new message')
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      `
An address that the configuration has put in the place of a gone one, in the same entry of deliver:, gets what that one did not get.
Figures that were missing from what was sent are fetched anew: when they can be had, those who have it get a correction.
A delivery of which nobody knows whether it arrived is looked up, or decided on by its onUnknown; a held one is named with botdigest resolve.

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
        const wish = { ...(target && { targets: target }), ...(again && { again }) };
        const answered = await withProgress(context.terminal, `Sending what is missing of ${id}`, (onFetch) =>
          app.resend(id, wish, { signal: context.signal, onFetch }),
        );
        if (answered) {
          await tell(context, { app, answered, how: json ? { json } : {} });
          return context.finish(isDone(answered.story) ? 0 : 1);
        }
        const story = await app.story(id);
        const surroundings = { attended: await app.attended(), now: context.clock.now() };
        context.terminal.print(
          json
            ? JSON.stringify(runJson(story), null, 2)
            : `Nothing is left to send of run ${id}. ${standing(story, surroundings)}`,
        );
        context.finish(isDone(story) ? 0 : 1);
      });
    });
}
