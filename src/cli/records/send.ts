import type { Command } from 'commander';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { tell } from '../digests/run.js';
import { type RecipientOptions, recipientOptions, recipientsOf } from '../recipients.js';
import { withProgress } from '../terminal/progress.js';
import { whoAsks } from '../who-asks.js';
import { RUN_ARGUMENT } from './run-argument.js';

interface SendOptions extends CommonOptions, RecipientOptions {
  readonly slice?: string;
}

export function sendCommand(command: Command, context: CliContext): void {
  recipientOptions(command.argument('<run>', RUN_ARGUMENT))
    .option('--slice <name>', 'which variant, if deliver: entries of the digest differ')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
The digest is rendered from the stored figures, with the configuration stored beside them. Recipients need not be in the configuration; one who has it already is refused.

Examples:
  botdigest send last --to bob@example.com
  botdigest send 3f0c9a51b27e4d68 --slack C0123456789
`,
    )
    .action(async (word: string) => {
      const { json, config, slice, ...options } = command.optsWithGlobals<SendOptions>();
      const to = recipientsOf(options);
      await withApp(context, config, async (app) => {
        const id = await app.findRun(word);
        const request = { to, by: whoAsks(), ...(slice !== undefined && { slice }) };
        const { deliveries: before } = await app.story(id);
        const result = await withProgress(context.terminal, `Sending ${id}`, (onFetch) =>
          app.send(id, request, { signal: context.signal, onFetch }),
        );
        await tell(context, { app, result, before, how: json ? { json } : {} });
        const had = new Set(
          before.filter(({ state }) => state === 'delivered').map(({ id: delivery }) => delivery),
        );
        const sent = result.story.deliveries.filter(
          ({ origin, id: delivery }) => origin === 'send' && !had.has(delivery),
        );
        context.finish(sent.every(({ state }) => state === 'delivered') ? 0 : 1);
      });
    });
}
