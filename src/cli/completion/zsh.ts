import type { CompletionWords, OptionWord, WordPlace } from './words.js';

/** A script for zsh, to be put into a folder of `fpath` as `_botdigest`, or sourced. */
export function zshScript({ commands, common }: CompletionWords): string {
  const shared = common.map(optionSpec);
  const cases = commands.map(({ name, options, argument }) =>
    [
      `        ${name})`,
      `          _arguments -S ${[...options.filter((one) => !isHelp(one)).map(optionSpec), ...shared, argumentSpec(argument)].join(' \\\n            ')} ;;`,
    ].join('\n'),
  );
  return `#compdef botdigest
# zsh completion for botdigest
_botdigest_ids() {
  local -a ids
  ids=(\${(f)"$(\${_botdigest_program:-botdigest} \${_botdigest_config:+-c} \${_botdigest_config} completion --ids $1 2>/dev/null)"})
  compadd -a ids
}
_botdigest() {
  local context state line _botdigest_config _botdigest_program=$words[1]
  local -a commands
  local -A opt_args
  local at=\${words[(I)(-c|--config)]}
  (( at > 0 )) && _botdigest_config=$words[at+1]
  commands=(
${commands.map(({ name, does }) => `    ${quoted(`${name}:${does.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  _arguments -C ${shared.join(' \\\n    ')} \\
    '1: :->command' '*:: :->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${cases.join('\n')}
      esac ;;
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _botdigest "$@"; else compdef _botdigest botdigest; fi
`;
}

const isHelp = ({ names }: OptionWord) => names.includes('--help');

/** `'(-n --count)'{-n,--count}'[number of slots]:value:'`, repeatable as the program allows. */
function optionSpec({ names, does, value }: OptionWord): string {
  const [first = ''] = names;
  const tail = `[${does.replace(/[[\]\\]/g, '\\$&')}]${value === null ? '' : `:value:${action(value)}`}`;
  const flags = names.length > 1 ? `'(${names.join(' ')})'{${names.join(',')}}` : first;
  return names.length > 1 ? `${flags}${quoted(tail)}` : quoted(`${first}${tail}`);
}

const argumentSpec = (place: WordPlace) => quoted(`1:argument:${action(place)}`);

function action(place: WordPlace): string {
  switch (place.kind) {
    case 'ids':
      // A space first: zsh would put options of its own before the word.
      return ` _botdigest_ids ${place.of}`;
    case 'words':
      return `(${place.words.join(' ')})`;
    case 'path':
      return '_files';
    case 'open':
      return ' ';
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
