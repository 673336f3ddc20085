import type { Command } from 'commander';
import type { Config } from '../../config/config.js';
import { openConfig } from '../../configuration.js';
import { UserError } from '../../lib/errors.js';
import type { NamedCheck } from '../../run/commands/check.js';
import type { CliContext, CommonOptions } from '../context.js';
import { styled, type Terminal } from '../terminal/terminal.js';

interface ValidateOptions extends CommonOptions {
  readonly connect?: true;
}

export function validateCommand(command: Command, context: CliContext): void {
  command
    .option('--connect', 'also check tokens, logins, folders, buckets and webhooks; sends nothing')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  botdigest validate\n  botdigest validate -c bots.yaml --connect\n')
    .action(async () => {
      const options = command.optsWithGlobals<ValidateOptions>();
      const config = await openConfig(options.config, context).catch((error: unknown) => {
        if (!options.json || !(error instanceof UserError) || !('problems' in error)) throw error;
        context.terminal.print(JSON.stringify({ valid: false, problems: error.problems }, null, 2));
        context.finish(2);
        return null;
      });
      if (config === null) return;
      const checks = options.connect ? await tryConnections(config, context) : [];
      const ok = checks.every(({ result }) => result.ok);
      if (options.json)
        context.terminal.print(JSON.stringify({ valid: true, ...facts(config), ok, checks }, null, 2));
      else tell(context.terminal, config, checks);
      context.finish(ok ? 0 : 1);
    });
}

async function tryConnections(config: Config, context: CliContext): Promise<readonly NamedCheck[]> {
  const { createApp } = await import('../../app.js');
  const { terminal } = context;
  const app = createApp(config, { ...context, onAnnounced: (text) => terminal.warn(text) });
  return app.check(context.signal).finally(() => app.stop());
}

const facts = (config: Config) => ({
  file: config.file,
  bots: [...config.bots.keys()],
  digests: [...config.digests.keys()],
  alerts: [...config.alerts.keys()],
});

function tell(terminal: Terminal, config: Config, checks: readonly NamedCheck[]): void {
  const { file, bots, digests, alerts } = facts(config);
  const named = alerts.length === 0 ? '' : ` Alerts: ${alerts.join(', ')}.`;
  for (const warning of config.warnings) terminal.warn(warning);
  terminal.print(`${file} is valid. Bots: ${bots.join(', ')}. Digests: ${digests.join(', ')}.${named}`);
  for (const { name, result } of checks) {
    const mark = markOf(result, terminal.colour.out);
    terminal.print(
      `${name}: ${mark}. ${result.ok ? result.detail : `${result.message} ${result.hint}`.trim()}`,
    );
  }
}

function markOf(result: NamedCheck['result'], colour: boolean): string {
  if (!result.ok) return styled(colour, 'red', 'failed');
  return result.tried === false ? styled(colour, 'yellow', 'not tried') : styled(colour, 'green', 'ok');
}
