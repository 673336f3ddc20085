import { Command } from 'commander';
import { VERSION } from '../lib/system/version.js';
import { commands } from './commands.js';
import type { CliContext } from './context.js';
import { printable } from './terminal/terminal.js';

/** The command line; throws instead of exiting. */
export function createProgram(context: CliContext): Command {
  const { terminal } = context;
  const program = new Command('botdigest')
    .description(
      'Sends people the numbers of their ChatBot.com bots: PDF and XLSX digests by e-mail, to chats, buckets, folders and webhooks.',
    )
    .version(VERSION)
    .option('-c, --config <file>', 'configuration file', 'config.yaml')
    .option('--debug', 'print the stack trace of an error')
    .helpCommand(false)
    .showSuggestionAfterError()
    .configureHelp({
      showGlobalOptions: true,
      subcommandTerm: (command) => `${command.name()} ${command.usage()}`,
    })
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(printable(text, false)),
      writeErr: (text) => void terminal.stderr.write(printable(text, false)),
    })
    .exitOverride();
  program.addHelpText('after', '\nStart with `botdigest demo`, then `botdigest init`.\n');
  const loads = new Map(commands.map(({ name, load }) => [name, load]));
  for (const { name, takes, does } of commands)
    program
      .command(name)
      .description(does)
      .usage(['[options]', ...(takes ? [takes] : [])].join(' '));
  program.hook('preSubcommand', async (_program, command) => {
    const fill = await loads.get(command.name())?.();
    fill?.(command, context);
  });
  return program;
}
