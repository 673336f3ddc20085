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
    print: (text) => void stdout.write(`${text}\n`),
    warn: (text) => void stderr.write(`${paint(colours.err, 'yellow', 'warning:')} ${text}\n`),
  };
}

/** `text` in a style where colours may be printed, otherwise as it is. */
export function paint(colour: boolean, style: Style, text: string): string {
  return colour ? styleText(style, text) : text;
}
