import { Command } from 'commander';
import type { App } from '../app.js';
import { UserError } from '../lib/errors.js';
import { type CliContext, type CommonOptions, withApp } from './context.js';
import { paint, type Terminal } from './terminal.js';

interface ValidateOptions extends CommonOptions {
  readonly connect?: true;
}

export function validateCommand(context: CliContext): Command {
  return new Command('validate')
    .description('check a configuration; every problem is shown at once')
    .option('--connect', 'also check tokens and logins, without sending anything')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  botdigest validate\n  botdigest validate -c bots.yaml --connect\n')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ValidateOptions>();
      await withApp(context, options.config, async (app) => {
        const checks = options.connect ? await app.check(context.signal) : [];
        const ok = checks.every(({ result }) => result.ok);
        if (options.json)
          context.terminal.print(JSON.stringify({ valid: true, ...facts(app), ok, checks }, null, 2));
        else tell(context.terminal, app, checks);
        context.finish(ok ? 0 : 1);
      }).catch((error: unknown) => {
        if (!options.json || !(error instanceof UserError) || !('problems' in error)) throw error;
        context.terminal.print(JSON.stringify({ valid: false, problems: error.problems }, null, 2));
        context.finish(2);
      });
    });
}

const facts = ({ config }: App) => ({
  file: config.file,
  bots: [...config.bots.keys()],
  digests: [...config.digests.keys()],
});

function tell(terminal: Terminal, app: App, checks: Awaited<ReturnType<App['check']>>): void {
  const { file, bots, digests } = facts(app);
  for (const warning of app.config.warnings) terminal.warn(warning);
  terminal.print(`${file} is valid. Bots: ${bots.join(', ')}. Digests: ${digests.join(', ')}.`);
  for (const { name, result } of checks) {
    const mark = paint(terminal.colour.out, result.ok ? 'green' : 'red', result.ok ? 'ok' : 'failed');
    terminal.print(
      `${name}: ${mark}. ${result.ok ? result.detail : `${result.message} ${result.hint}`.trim()}`,
    );
  }
}
