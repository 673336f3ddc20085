import { Command, type Option } from 'commander';
import type { CommandEntry } from '../command-entry.js';
import type { CliContext } from '../context.js';
import type { IdKind } from './id-kinds.js';

/** What may stand in a place of a command line: ids of the configuration, words, a path, or nothing that is known. */
export type WordPlace =
  | { readonly kind: 'ids'; readonly of: IdKind }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'path' }
  | { readonly kind: 'open' };

export interface OptionWord {
  /** `-n`, `--count`. */
  readonly names: readonly string[];
  readonly does: string;
  /** Null for a flag. */
  readonly value: WordPlace | null;
}

export interface CommandWord {
  readonly name: string;
  readonly does: string;
  readonly argument: WordPlace;
  readonly options: readonly OptionWord[];
}

export interface CompletionWords {
  readonly commands: readonly CommandWord[];
  /** Options of every command. */
  readonly common: readonly OptionWord[];
}

/** Everything that can be completed, from the commands themselves. */
export async function completionWords(
  entries: readonly CommandEntry[],
  program: Command,
): Promise<CompletionWords> {
  const names = entries.map(({ name }) => name);
  const commands = entries.map(async ({ name, takes, does, load }): Promise<CommandWord> => {
    const command = new Command(name);
    // Adds arguments and options; the context is for the action.
    (await load())(command, {} as CliContext);
    return { name, does, argument: argumentPlace(takes, command, names), options: optionsOf(command) };
  });
  return { commands: await Promise.all(commands), common: optionsOf(program) };
}

function argumentPlace(takes: string | undefined, command: Command, names: readonly string[]): WordPlace {
  const [argument] = command.registeredArguments;
  if (argument?.argChoices) return { kind: 'words', words: argument.argChoices };
  if (takes?.slice(1, -1) === 'command') return { kind: 'words', words: names };
  const below = command.commands.map((one) => one.name());
  return below.length > 0 ? { kind: 'words', words: below } : placeNamed(takes ?? '');
}

const optionsOf = (command: Command): OptionWord[] => [
  ...command.options.map((option) => ({
    names: [option.short, option.long].filter((name) => name !== undefined && name !== null),
    does: option.description,
    value: option.required || option.optional ? valuePlace(option) : null,
  })),
  HELP,
];

const HELP: OptionWord = { names: ['-h', '--help'], does: 'show its help', value: null };

function valuePlace({ argChoices, flags, long }: Option): WordPlace {
  if (argChoices) return { kind: 'words', words: argChoices };
  if (long === '--bot') return { kind: 'ids', of: 'bots' };
  return placeNamed(/[<[].*$/.exec(flags)?.[0] ?? '');
}

/** What a placeholder such as `<digest>` stands for. */
function placeNamed(placeholder: string): WordPlace {
  switch (placeholder.replace(/[^a-z]/g, '')) {
    case 'digest':
      return { kind: 'ids', of: 'digests' };
    case 'run':
    case 'delivery':
      return { kind: 'ids', of: 'runs' };
    case 'alert':
      return { kind: 'ids', of: 'alerts' };
    case 'file':
    case 'folder':
    case 'old':
      return { kind: 'path' };
    default:
      return { kind: 'open' };
  }
}
