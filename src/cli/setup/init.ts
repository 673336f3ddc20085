import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { UserError } from '../../lib/errors.js';
import { packageFile } from '../../lib/system/package-file.js';
import type { CliContext } from '../context.js';
import { writeNamed } from '../terminal/files.js';

interface InitOptions {
  readonly with?: string;
  readonly templates?: string;
  readonly force?: true;
}

export function initCommand(command: Command, context: CliContext): void {
  command
    .argument('[file]', 'configuration file to write (default: "config.yaml")')
    .option('--with <channels>', 'begin it for these channels, their names separated by commas')
    .option(
      '--templates <folder>',
      'write copies of all templates, the theme and the messages of every language',
    )
    .option('--force', 'replace existing files')
    .addHelpText(
      'after',
      `
Channels: email, slack, teams, googleChat, s3, folder, webhook.
With --templates alone no configuration is written. Existing files are kept unless --force is given.

Examples:
  botdigest init
  botdigest init bots/config.yaml
  botdigest init --with email,slack
  botdigest init --templates templates
`,
    )
    .action(async (file: string | undefined, options: InitOptions) => {
      if (file !== undefined || options.with !== undefined || options.templates === undefined)
        await writeConfig(context, file ?? 'config.yaml', options);
      if (options.templates !== undefined) await writeTemplates(context, options.templates, options);
    });
}

async function writeConfig({ terminal }: CliContext, file: string, options: InitOptions): Promise<void> {
  const { text, told } = await contentFor(file, options);
  if (!options.force && (await exists(file))) {
    const message = `${file} already exists; choose another file, or replace it with --force.`;
    throw new UserError('exists', message, { exitCode: 2 });
  }
  await writeNamed(file, text);
  terminal.print(told);
}

/** A configuration, and what is said once it is written. */
async function contentFor(file: string, options: InitOptions) {
  const template = await readFile(packageFile('templates/starter.yaml'), 'utf8');
  if (options.with === undefined) {
    const next = `Next: enter your storyId, set CHATBOT_TOKEN (ChatBot app → Settings → Developer settings → access token), then run \`botdigest validate -c ${file} --connect\`.`;
    return { text: template, told: `Wrote ${file}. ${next}` };
  }
  const { namedChannels, nextSteps, starterConfig } = await import('./starter-config.js');
  const starter = starterConfig(template, namedChannels(options.with));
  return { text: starter.text, told: nextSteps(file, starter) };
}

async function writeTemplates(
  { terminal }: CliContext,
  folder: string,
  { force }: InitOptions,
): Promise<void> {
  const { starterTemplates } = await import('./starter-templates.js');
  const written: string[] = [];
  const left: string[] = [];
  for (const { name, text } of await starterTemplates()) {
    const path = join(folder, name);
    if (!force && (await exists(path))) {
      left.push(name);
      continue;
    }
    await writeNamed(path, text);
    written.push(name);
  }
  if (left.length > 0) terminal.print(`Kept existing files: ${left.join(', ')}.`);
  if (written.length === 0) return;
  terminal.print(
    `Wrote ${written.join(', ')} to ${folder}. Next: keep the files you want to change, delete the others, and add \`templates: ${folder}\` to your configuration.`,
  );
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
