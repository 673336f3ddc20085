import type { Command } from 'commander';
import type { CliContext } from './context.js';

/** A command in the overview of `--help`; its code is loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  /** Its arguments in the overview. */
  readonly takes?: string;
  readonly does: string;
  /** Loads the function that adds arguments, options and action. */
  load(): Promise<(command: Command, context: CliContext) => void>;
}
