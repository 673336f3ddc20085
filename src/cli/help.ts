import type { Command } from 'commander';
import { notThere } from '../lib/text/suggest.js';

export function helpCommand(command: Command): void {
  command
    .argument('[command]', 'a command (default: list all)')
    .addHelpText('after', '\nExamples:\n  botdigest help\n  botdigest help run\n')
    .action(async (name: string | undefined) => {
      const program = command.parent ?? command;
      if (name === undefined) return program.outputHelp();
      if (name === command.name()) return command.outputHelp();
      const known = program.commands.map((one) => one.name());
      if (!known.includes(name)) throw notThere('command', name, known);
      await program.parseAsync([name, '--help'], { from: 'user' });
    });
}
