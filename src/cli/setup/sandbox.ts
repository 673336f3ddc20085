import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import type { CliContext } from '../context.js';

export function sandboxCommand(command: Command, context: CliContext): void {
  command
    .option('--port <number>', 'port on 127.0.0.1; 0 for a free one', wholeNumber, 8787)
    .option('--seed <number>', 'seed of the generated conversations', wholeNumber, 1)
    .option('--token <token>', 'accepted bearer token', 'sandbox')
    .addHelpText(
      'after',
      `
Examples:
  botdigest sandbox
  botdigest sandbox --port 0 --seed 42
  CHATBOT_TOKEN=sandbox botdigest preview weekly-support   (with chatbot.baseUrl: http://127.0.0.1:8787)
`,
    )
    .action(async (options: { port: number; seed: number; token: string }) => {
      const { startSandbox } = await import('../../sandbox/http/server.js');
      const sandbox = await startSandbox({ ...options, clock: context.clock });
      context.terminal.print(sandbox.url);
      if (!context.signal.aborted) await once(context.signal, 'abort');
      await sandbox.close();
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}
