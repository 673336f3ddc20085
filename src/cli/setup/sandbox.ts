import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import type { CliContext } from '../context.js';
import { type ScenarioOptions, scenarioHelp, scenarioOptions } from './scenario-options.js';

interface SandboxFlags extends ScenarioOptions {
  readonly port: number;
  readonly seed: number;
  readonly token: string;
  readonly bots: number;
}

export function sandboxCommand(command: Command, context: CliContext): void {
  command
    .option('--port <number>', 'port on 127.0.0.1; 0 for a free one', wholeNumber, 8787)
    .option('--seed <number>', 'seed of the generated conversations', wholeNumber, 1)
    .option('--token <token>', 'accepted bearer token', 'sandbox')
    .option('--bots <number>', 'number of bots, 1 to 200', wholeNumber, 2);
  scenarioOptions(command)
    .addHelpText(
      'after',
      `
${scenarioHelp}

Examples:
  botdigest sandbox
  botdigest sandbox --port 0 --seed 42
  botdigest sandbox --scenario outage --scenario-from 2026-11-19
  botdigest sandbox --bots 12 --scenario steady,support=fallback-rise,sales=growing
  CHATBOT_TOKEN=sandbox botdigest preview weekly-support   (with chatbot.baseUrl: http://127.0.0.1:8787)
`,
    )
    .action(async (options: SandboxFlags) => {
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
