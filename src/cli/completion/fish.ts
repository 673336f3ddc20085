import type { CompletionWords, OptionWord, WordPlace } from './words.js';

/** A script for fish, to be put into `~/.config/fish/completions/botdigest.fish`. */
export function fishScript({ commands, common }: CompletionWords): string {
  const lines = commands.flatMap(({ name, does, options, argument }) => {
    const here = `-n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c botdigest -f -n __fish_use_subcommand -a ${name} -d ${quoted(does)}`,
      ...argumentLine(argument, here),
      ...options.filter(({ names }) => !names.includes('--help')).map((option) => optionLine(option, here)),
    ];
  });
  return `# fish completion for botdigest
function __botdigest_ids
    set -l tokens (commandline -opc)
    set -l config
    for index in (seq (count $tokens))
        if contains -- $tokens[$index] -c --config
            set config -c $tokens[(math $index + 1)]
        end
    end
    $tokens[1] $config completion --ids $argv[1] 2>/dev/null
end
complete -c botdigest -f
${[...lines, ...common.map((option) => optionLine(option, ''))].join('\n')}
`;
}

function argumentLine(place: WordPlace, here: string): string[] {
  const offered = answer(place);
  return offered === null ? [] : [`complete -c botdigest ${here} ${offered}`];
}

function optionLine({ names, does, value }: OptionWord, here: string): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const takes = value === null ? [] : ['-r', answer(value) ?? '-f'];
  return ['complete -c botdigest', here, ...flags, ...takes, `-d ${quoted(does)}`].filter(Boolean).join(' ');
}

/** What is offered in a place; null for nothing. */
function answer(place: WordPlace): string | null {
  switch (place.kind) {
    case 'ids':
      return `-f -a '(__botdigest_ids ${place.of})'`;
    case 'words':
      return `-f -a ${quoted(place.words.join(' '))}`;
    case 'path':
      return '-F';
    case 'open':
      return null;
  }
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
