import { Command } from 'commander';
import type { CliContext } from './context.js';

export function demoCommand(context: CliContext): Command {
  return new Command('demo')
    .description('make the example digests from generated conversations, to see what a digest looks like')
    .option('--out <folder>', 'where the files go', 'demo-output')
    .addHelpText('after', '\nNeeds no token and no network.\n\nExamples:\n  botdigest demo\n  botdigest demo --out /tmp/demo\n')
    .action(async (options: { out: string }) => {
      const { runDemo } = await import('./demo/run-demo.js');
      await runDemo(context, options.out);
    });
}
