import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import { UserError } from '../../lib/errors.js';
import type { Sandbox } from '../../sandbox/http/server.js';
import type { CliContext } from '../context.js';
import { type ScenarioOptions, scenarioHelp, scenarioOptions } from './scenario-options.js';
import { type VariantOptions, variantHelp, variantOptions } from './variant-options.js';

interface SandboxFlags extends ScenarioOptions, VariantOptions {
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
  variantOptions(scenarioOptions(command))
    .addHelpText(
      'after',
      `
${scenarioHelp}

${variantHelp}

Examples:
  botdigest sandbox
  botdigest sandbox --port 0 --seed 42
  botdigest sandbox --scenario outage --scenario-from 2026-11-19
  botdigest sandbox --bots 12 --scenario steady,support=fallback-rise,sales=growing
  botdigest sandbox --api-variant dayZero=monday,offsetSign=-1 --api-variant group=rows
  botdigest sandbox --replay ./recording
  CHATBOT_TOKEN=sandbox botdigest preview weekly-support   (with chatbot.baseUrl: http://127.0.0.1:8787)
`,
    )
    .action(async (options: SandboxFlags) => {
      if (options.replay !== undefined) refuseGenerated(command);
      const sandbox = await open(options, context);
      context.terminal.print(sandbox.url);
      if (!context.signal.aborted) await once(context.signal, 'abort');
      await sandbox.close();
    });
}

async function open(
  { replay, apiVariant, ...options }: SandboxFlags,
  { clock }: CliContext,
): Promise<Sandbox> {
  const { startReplay, startSandbox } = await import('../../sandbox/http/server.js');
  if (replay !== undefined) {
    const { readRecording } = await import('../../sandbox/replay/read-recording.js');
    return startReplay(await readRecording(replay), { ...options, clock });
  }
  if (apiVariant === undefined) return startSandbox({ ...options, clock });
  const { parseVariants } = await import('../../sandbox/reports/variant-words.js');
  return startSandbox({ ...options, clock, variant: parseVariants(apiVariant) });
}

/** What is replayed was recorded as it is. */
function refuseGenerated(command: Command): void {
  const given = ['seed', 'bots', 'scenario', 'scenarioFrom', 'apiVariant'].find(
    (name) => command.getOptionValueSource(name) === 'cli',
  );
  if (given === undefined) return;
  const flag = `--${given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new UserError('usage', `--replay serves a recording as it is: leave out ${flag}.`, { exitCode: 2 });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}
