import type { Command } from 'commander';
import type { CliContext } from '../context.js';

export function schemaCommand(command: Command, context: CliContext): void {
  command
    .option('--digest', 'print the schema of digest.json')
    .addHelpText(
      'after',
      `
Examples:
  botdigest schema > config.schema.json      (editors find it by the first line of the configuration)
  botdigest schema --digest > digest.schema.json
`,
    )
    .action(async (options: { digest?: true }) => {
      const schema = options.digest ? await digestSchema() : await configSchema();
      context.terminal.print(JSON.stringify(schema, null, 2));
    });
}

async function digestSchema(): Promise<object> {
  const { digestJsonSchema } = await import('../../digest/schema/digest.js');
  return digestJsonSchema;
}

async function configSchema(): Promise<object> {
  const { pluginsAt } = await import('../../configuration.js');
  const { configJsonSchema } = await import('../../config/json-schema.js');
  return configJsonSchema(pluginsAt(0));
}
