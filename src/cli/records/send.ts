import type { Command } from 'commander';
import { UserError } from '../../lib/errors.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { tell } from '../digests/run.js';
import { withProgress } from '../terminal/progress.js';
import { RUN_ARGUMENT } from './run-argument.js';

interface SendOptions extends CommonOptions {
  readonly to?: readonly string[];
  readonly slack?: readonly string[];
  readonly slice?: string;
}

export function sendCommand(command: Command, context: CliContext): void {
  command
    .argument('<run>', RUN_ARGUMENT)
    .option('--to <address...>', 'e-mail addresses, one message each')
    .option('--slack <channel...>', 'Slack channel ids')
    .option('--slice <name>', 'which variant, if deliver: entries of the digest differ')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
The digest is rendered from the stored figures. Recipients need not be in the configuration; one who has it already is refused.

Examples:
  botdigest send last --to bob@example.com
  botdigest send 3f0c9a51b27e4d68 --slack C0123456789
`,
    )
    .action(async (word: string) => {
      const { json, config, to = [], slack = [], slice } = command.optsWithGlobals<SendOptions>();
      const targets = [
        ...to.map((address) => ({ kind: 'email', address })),
        ...slack.map((address) => ({ kind: 'slack', address })),
      ];
      if (targets.length === 0)
        throw new UserError('usage', 'Give a recipient: --to ADDRESS or --slack CHANNEL.', { exitCode: 2 });
      await withApp(context, config, async (app) => {
        const id = await app.findRun(word);
        const request = { to: targets, ...(slice !== undefined && { slice }) };
        const before = (await app.story(id)).deliveries.filter(({ state }) => state === 'delivered');
        const result = await withProgress(context.terminal, `Sending ${id}`, (onFetch) =>
          app.send(id, request, { signal: context.signal, onFetch }),
        );
        await tell(context, { app, result, how: json ? { json } : {} });
        const had = new Set(before.map(({ id: delivery }) => delivery));
        const sent = result.story.deliveries.filter(
          ({ origin, id: delivery }) => origin === 'send' && !had.has(delivery),
        );
        context.finish(sent.every(({ state }) => state === 'delivered') ? 0 : 1);
      });
    });
}
