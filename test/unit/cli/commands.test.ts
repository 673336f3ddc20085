import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../src/cli/commands.js';
import type { CliContext } from '../../../src/cli/context.js';

describe('the overview of commands', () => {
  test.each(commands)('says what $name takes', async ({ name, takes, load }) => {
    const command = new Command(name);
    (await load())(command, {} as CliContext);
    expect(command.usage()).toBe(['[options]', ...(takes === undefined ? [] : [takes])].join(' '));
  });
});
