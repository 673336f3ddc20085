import { CommanderError } from 'commander';
import { messageOf, UserError } from '../lib/errors.js';
import type { CliContext, ExitCode } from './context.js';
import { createProgram } from './program.js';
import { printable, styled, type Terminal } from './terminal/terminal.js';

/** Runs a command line (without the program's name). Errors go to stderr; returns the exit code. */
export async function runCommandLine(
  words: readonly string[],
  context: Omit<CliContext, 'finish'>,
): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram({
    ...context,
    finish: (code) => {
      exitCode = code;
    },
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { terminal } = context;
    const stack = program.opts().debug === true && error instanceof Error ? `\n${error.stack}` : '';
    const text = error instanceof UserError ? error.message : `Unexpected: ${messageOf(error)}`;
    terminal.stderr.write(`${prefixOf(error, terminal)}${printable(text + stack, false)}\n`);
    return error instanceof UserError ? error.exitCode : 1;
  }
}

/** Problems of a configuration have no prefix: editors parse the lines as `file:line:column: …`. */
function prefixOf(error: unknown, { colour }: Terminal): string {
  const lines = error instanceof UserError && error.code === 'config';
  return lines ? '' : `${styled(colour.err, 'red', 'error:')} `;
}
