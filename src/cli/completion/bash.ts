import type { CompletionWords, OptionWord, WordPlace } from './words.js';

/** A script for bash, to be sourced. */
export function bashScript({ commands, common }: CompletionWords): string {
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap((option) => valueCase(name, option)),
  );
  const everywhere = common.flatMap((option) => valueCase('*', option));
  const commandCases = commands.map(({ name, options, argument }) => {
    const flags = [...options, ...common].flatMap(({ names }) => names);
    return `    ${name}) flags="${[...new Set(flags)].join(' ')}"; ${answer(argument)} ;;`;
  });
  return `# bash completion for botdigest
_botdigest() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= config= flags= words= word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case $word in
      -c | --config) i=$((i + 1)); config=\${COMP_WORDS[i]} ;;
      -*) ;;
      *) [[ -n $command ]] || command=$word ;;
    esac
  done
  __botdigest_ids() { words=$("\${COMP_WORDS[0]}" \${config:+-c "$config"} completion --ids "$1" 2>/dev/null); }
  case "$command $prev" in
${[...values, ...everywhere].join('\n')}
    *)
  case $command in
    "") flags="${common.flatMap(({ names }) => names).join(' ')}"; words="${commands.map(({ name }) => name).join(' ')}" ;;
${commandCases.join('\n')}
  esac
  [[ $cur == -* ]] && words=$flags ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _botdigest botdigest
`;
}

function valueCase(command: string, { names, value }: OptionWord): string[] {
  if (value === null) return [];
  const patterns = names.map((name) => (command === '*' ? `*" ${name}"` : `"${command} ${name}"`));
  return [`    ${patterns.join(' | ')}) ${answer(value)} ;;`];
}

/** Without words, bash completes paths. */
function answer(place: WordPlace): string {
  if (place.kind === 'ids') return `__botdigest_ids ${place.of}`;
  return place.kind === 'words' ? `words="${place.words.join(' ')}"` : 'words=';
}
