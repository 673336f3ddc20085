import { styleText } from 'node:util';

/** The output of a command: results to stdout, progress and errors to stderr. */
export interface Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Whether each stream takes colours: a terminal, unless NO_COLOR is set. */
  readonly colour: { readonly out: boolean; readonly err: boolean };
  print(text: string): void;
  warn(text: string): void;
}

/** The parts of a process that a terminal is made of. */
interface ProcessParts {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

export function createTerminal({ stdout, stderr, env }: ProcessParts): Terminal {
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

/** Styles `text` when `colour` is true. */
export function styled(colour: boolean, style: Style, text: string): string {
  return colour ? styleText(style, text) : text;
}

/** Colour codes as `styled` writes them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC is what is looked for
const COLOURS = /(\u001b\[[0-9]{1,2}m)/;

/** Text without terminal control: only line ends, tabs and, with `colour`, colour codes are kept. */
export function printable(text: string, colour: boolean): string {
  const parts = colour ? text.split(COLOURS) : [text];
  return parts.map((part, index) => (index % 2 === 1 ? part : withoutControls(part))).join('');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

const withoutControls = (text: string) => text.replace(CONTROLS, '\ufffd');
