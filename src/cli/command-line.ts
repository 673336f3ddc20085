import { CommanderError } from 'commander';
import { messageOf, UserError } from '../lib/errors.js';
import type { CliContext, ExitCode } from './context.js';
import { createProgram } from './program.js';
import { printable, styled, type Terminal } from './terminal/terminal.js';

/** Runs one command line, the words after the program's name. What goes wrong is said on stderr; answers what the process ends with. */
export async function runCommandLine(
  words: readonly string[],
  surroundings: Omit<CliContext, 'finish'>,
): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram({
    ...surroundings,
    finish: (code) => {
      exitCode = code;
    },
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { terminal } = surroundings;
    const stack = program.opts().debug === true && error instanceof Error ? `\n${error.stack}` : '';
    const text = error instanceof UserError ? error.message : `Unexpected: ${messageOf(error)}`;
    terminal.stderr.write(`${headOf(error, terminal)}${printable(text + stack, false)}\n`);
    return error instanceof UserError ? error.exitCode : 1;
  }
}

/** Editors parse the problems of a configuration by their lines, `file:line:column: …`, so nothing stands before the first. */
function headOf(error: unknown, { colour }: Terminal): string {
  const lines = error instanceof UserError && error.code === 'config';
  return lines ? '' : `${styled(colour.err, 'red', 'error:')} `;
}
