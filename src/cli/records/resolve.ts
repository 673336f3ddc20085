import { type Command, Option } from 'commander';
import type { Resolution } from '../../ledger/model/delivery.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { deliveryLines, deliveryTable, isDone, runJson, statusText } from '../terminal/run-record.js';
import { whoAsks } from '../who-asks.js';

interface ResolveOptions extends CommonOptions {
  readonly as: Resolution;
}

export function resolveCommand(command: Command, context: CliContext): void {
  command
    .argument(
      '<delivery>',
      'delivery id from botdigest explain, last.2, or a run with only one unknown or held delivery',
    )
    .addOption(
      new Option('--as <resolution>', 'the actual outcome, or resend')
        .choices(['delivered', 'failed', 'resend'])
        .makeOptionMandatory(),
    )
    .option('--json', 'print the run as JSON')
    .addHelpText(
      'after',
      `
Examples:
  botdigest resolve 3f0c9a51b27e4d68.2 --as delivered
  botdigest resolve 3f0c9a51b27e4d68.2 --as resend      (sends it now with the same Message-ID)
`,
    )
    .action(async (word: string) => {
      const { json, config, as } = command.optsWithGlobals<ResolveOptions>();
      await withApp(context, config, async (app) => {
        const delivery = await app.findDelivery(word);
        const { story, untold = [] } = await app.resolve(delivery, as, {
          signal: context.signal,
          by: whoAsks(),
        });
        for (const sentence of untold) context.terminal.warn(sentence);
        const { deliveries } = story;
        const advice = { attended: await app.attended(), now: context.clock.now() };
        context.terminal.print(
          json
            ? JSON.stringify(runJson(story), null, 2)
            : [deliveryTable(deliveries), statusText(story, advice), ...deliveryLines(deliveries)].join('\n'),
        );
        context.finish(as === 'resend' && !isDone(story) ? 1 : 0);
      });
    });
}
