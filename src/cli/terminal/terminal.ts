import { styleText } from 'node:util';

/** Where a command prints: results to `out`, progress and trouble to `err`. */
export interface Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Whether colours may be printed on each stream: on a terminal, unless NO_COLOR is set. */
  readonly colour: { readonly out: boolean; readonly err: boolean };
  print(text: string): void;
  warn(text: string): void;
}

/** The parts of a process that a terminal is made of. */
interface Surroundings {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

export function createTerminal({ stdout, stderr, env }: Surroundings): Terminal {
  const colour = (stream: NodeJS.WriteStream) =>
    stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  const colours = { out: colour(stdout), err: colour(stderr) };
  return {
    stdout,
    stderr,
    colour: colours,
    print: (text) => void stdout.write(`${printable(text, colours.out)}\n`),
    warn: (text) =>
      void stderr.write(`${styled(colours.err, 'yellow', 'warning:')} ${printable(text, false)}\n`),
  };
}

/** `text` in a style where colours may be printed, otherwise as it is. */
export function styled(colour: boolean, style: Style, text: string): string {
  return colour ? styleText(style, text) : text;
}

/** Colours as `paint` writes them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC is what is looked for
const COLOURS = /(\u001b\[[0-9]{1,2}m)/;

/** Text that a terminal only shows: of all that it would obey, line ends and, where they are printed, colours stay. */
export function printable(text: string, colour: boolean): string {
  const parts = colour ? text.split(COLOURS) : [text];
  return parts.map((part, index) => (index % 2 === 1 ? part : inertLines(part))).join('');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

const inertLines = (text: string) => text.replace(OBEYED, '\ufffd');
