import { access, readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { UserError } from '../lib/errors.js';
import { writeWhole } from '../lib/files.js';
import { packageFile } from '../lib/paths.js';
import type { CliContext } from './context.js';

export function initCommand(context: CliContext): Command {
  return new Command('init')
    .description('write a commented configuration to start from')
    .argument('[file]', 'where to write it', 'config.yaml')
    .option('--force', 'replace a file that is there')
    .addHelpText('after', '\nExamples:\n  botdigest init\n  botdigest init bots/config.yaml\n')
    .action(async (file: string, options: { force?: true }) => {
      if (!options.force && (await exists(file))) {
        const message = `${file} is there already; name another file, or replace it with --force.`;
        throw new UserError('exists', message, { exitCode: 2 });
      }
      await writeWhole(file, await readFile(packageFile('templates/starter.yaml')));
      context.terminal.print(
        `Wrote ${file}. Next: put your storyId into it, set CHATBOT_TOKEN, then run \`botdigest validate -c ${file} --connect\`.`,
      );
    });
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
