import { Argument, type Command, Option } from 'commander';
import { UserError } from '../../lib/errors.js';
import type { CommandEntry } from '../command-entry.js';
import type { CliContext, CommonOptions } from '../context.js';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import { ID_KINDS, type IdKind } from './id-kinds.js';
import { completionWords } from './words.js';
import { zshScript } from './zsh.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
type Shell = keyof typeof SCRIPTS;

interface CompletionOptions extends CommonOptions {
  readonly ids?: IdKind;
}

/** The command that completes all of `entries`. */
export const completionOf =
  (entries: readonly CommandEntry[]) =>
  (command: Command, { terminal }: CliContext): void => {
    command
      .addArgument(new Argument('[shell]', 'the shell').choices(Object.keys(SCRIPTS)))
      .addOption(
        new Option('--ids <kind>', 'print ids of the configuration, as the scripts ask for').choices(
          ID_KINDS,
        ),
      )
      .addHelpText(
        'after',
        `
Completes commands, options and their values, and the ids of digests, alerts and bots in the configuration, which need not be valid for that.

Examples:
  source <(botdigest completion bash)                                        (in ~/.bashrc)
  botdigest completion zsh > ~/.zfunc/_botdigest                             (a folder of fpath)
  botdigest completion fish > ~/.config/fish/completions/botdigest.fish
`,
      )
      .action(async (shell: Shell | undefined) => {
        const { ids, config } = command.optsWithGlobals<CompletionOptions>();
        if (ids !== undefined) {
          const { idsIn } = await import('./ids.js');
          const found = await idsIn(config, ids);
          return found.length > 0 ? terminal.print(found.join('\n')) : undefined;
        }
        if (shell === undefined)
          throw new UserError('usage', 'Name a shell: bash, zsh or fish.', { exitCode: 2 });
        const words = await completionWords(entries, command.parent ?? command);
        terminal.stdout.write(SCRIPTS[shell](words));
      });
  };
