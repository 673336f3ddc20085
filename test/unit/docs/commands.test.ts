import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../src/cli/commands.js';
import type { CliContext } from '../../../src/cli/context.js';
import { createProgram } from '../../../src/cli/program.js';
import { codeIn, repositoryFile, rowsOf, sectionOf } from '../../support/markdown.js';

const section = sectionOf(repositoryFile('README.md'), 'commands');
/** `name ARGUMENTS [--option]` of every row; a row may hold two commands. */
const documented = rowsOf(section).flatMap(([cell = '']) => codeIn(cell));

const optionsIn = (usage: string): readonly string[] => usage.match(/(?<![\w-])--?[a-z][a-z-]*/g) ?? [];

describe('the table of commands in the README', () => {
  test('has every command, once, and no other', () => {
    const named = documented.map((usage) => usage.split(' ')[0]);
    expect(named.toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
  });

  test.each(commands)('says each option of $name, and no other', async ({ name, load }) => {
    const command = new Command(name);
    (await load())(command, {} as CliContext);
    const said = optionsIn(documented.find((usage) => usage.split(' ')[0] === name) ?? '');
    const known = command.options.flatMap(({ short, long }) => [short, long]);
    expect(said.filter((option) => !known.includes(option))).toEqual([]);
    expect(command.options.flatMap(({ long }) => long ?? []).filter((long) => !said.includes(long))).toEqual(
      [],
    );
  });

  test('the options of every command stand above and below it', () => {
    const program = createProgram({ terminal: {} } as CliContext);
    const known = program.options.map(({ short, long }) => ({ short, long }));
    const said = optionsIn(codeIn(section).join(' '));
    const left = known.filter(
      ({ short, long }) => long !== '--version' && !said.includes(short ?? '') && !said.includes(long ?? ''),
    );
    expect(left).toEqual([]);
  });
});
