import type { Command } from 'commander';
import { VARIANTS } from '../../sandbox/reports/variant-words.js';

/** The options of a sandbox that say how it answers where the API leaves it open, as commander reads them. */
export interface VariantOptions {
  readonly apiVariant?: readonly string[];
  readonly replay?: string;
}

/** Adds `--api-variant` and `--replay`. */
export function variantOptions(command: Command): Command {
  return command
    .option('--api-variant <names...>', 'how it answers where the API leaves it open: dayZero=monday,to=day')
    .option('--replay <folder>', 'serve the answers that botdigest probe --record kept there');
}

/** For the help: each variant on a line, with its values. */
export const variantHelp = `Variants of the API (NAME=VALUE, several separated by commas):
${Object.entries(VARIANTS)
  .map(([name, { does, values }]) => `  ${name.padEnd(15)}${does}\n${' '.repeat(17)}${values}`)
  .join('\n')}`;
