import { Command } from 'commander';
import { VERSION } from '../lib/version.js';
import type { CliContext } from './context.js';
import { demoCommand } from './demo.js';
import { exportCommand } from './export.js';
import { initCommand } from './init.js';
import { nextCommand } from './next.js';
import { previewCommand } from './preview.js';
import { runCommand } from './run.js';
import { sandboxCommand } from './sandbox.js';
import { schemaCommand } from './schema.js';
import { validateCommand } from './validate.js';

const commands = [
  demoCommand,
  initCommand,
  validateCommand,
  schemaCommand,
  nextCommand,
  previewCommand,
  runCommand,
  exportCommand,
  sandboxCommand,
] as const;

/** The whole command line. It throws instead of ending the process. */
export function createProgram(context: CliContext): Command {
  const { terminal } = context;
  const program = new Command('botdigest')
    .description(
      'Sends people the numbers of their ChatBot.com bots: PDF and XLSX digests by e-mail, Slack or to a folder.',
    )
    .version(VERSION)
    .option('-c, --config <file>', 'the configuration', 'config.yaml')
    .option('--debug', 'print the stack of an error')
    .helpCommand(false)
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    })
    .exitOverride();
  program.addHelpText('after', '\nStart with `botdigest demo`, then `botdigest init`.\n');
  for (const create of commands) program.addCommand(create(context).copyInheritedSettings(program));
  return program;
}
