import type { Command } from 'commander';
import type { CliContext } from './context.js';

/** A command as the overview shows it, and where the rest of it is: loaded when somebody calls it. */
export interface CommandEntry {
  readonly name: string;
  /** Its arguments, as the overview shows them. */
  readonly takes?: string;
  readonly does: string;
  /** What gives the command its arguments, options and action. */
  load(): Promise<(command: Command, context: CliContext) => void>;
}

export const commands: readonly CommandEntry[] = [
  {
    name: 'demo',
    does: 'make the example digests from generated conversations, to see what a digest looks like',
    load: async () => (await import('./setup/demo.js')).demoCommand,
  },
  {
    name: 'init',
    takes: '[file]',
    does: 'write a commented configuration to start from, or a folder of templates',
    load: async () => (await import('./setup/init.js')).initCommand,
  },
  {
    name: 'validate',
    does: 'check a configuration; every problem is shown at once',
    load: async () => (await import('./setup/validate.js')).validateCommand,
  },
  {
    name: 'schema',
    does: 'print the JSON Schema of the configuration, for editors, or of digest.json',
    load: async () => (await import('./setup/schema.js')).schemaCommand,
  },
  {
    name: 'next',
    takes: '[digest]',
    does: 'show when digests are due',
    load: async () => (await import('./digests/next.js')).nextCommand,
  },
  {
    name: 'preview',
    takes: '<digest>',
    does: 'fetch and render everything a digest can be, deliver nothing',
    load: async () => (await import('./digests/preview.js')).previewCommand,
  },
  {
    name: 'run',
    takes: '<digest>',
    does: 'make a digest now and deliver it',
    load: async () => (await import('./digests/run.js')).runCommand,
  },
  {
    name: 'export',
    does: 'one report of one bot as one file, or on stdout',
    load: async () => (await import('./digests/export.js')).exportCommand,
  },
  {
    name: 'start',
    does: 'make and deliver every digest on its schedule, until it is stopped',
    load: async () => (await import('./digests/start.js')).startCommand,
  },
  {
    name: 'runs',
    does: 'list what was run, the latest first',
    load: async () => (await import('./records/runs.js')).runsCommand,
  },
  {
    name: 'explain',
    takes: '<run>',
    does: 'show why a run went as it did, every decision in order',
    load: async () => (await import('./records/explain.js')).explainCommand,
  },
  {
    name: 'resend',
    takes: '<run>',
    does: 'send what is missing of a run, from what was stored for it',
    load: async () => (await import('./records/resend.js')).resendCommand,
  },
  {
    name: 'send',
    takes: '<run>',
    does: 'send a digest that was made to somebody who did not get it, from what was stored',
    load: async () => (await import('./records/send.js')).sendCommand,
  },
  {
    name: 'resolve',
    takes: '<delivery>',
    does: 'say what became of a delivery of which nobody knows whether it arrived',
    load: async () => (await import('./records/resolve.js')).resolveCommand,
  },
  {
    name: 'migrate',
    does: 'move everything that the SQLite store remembers into an empty PostgreSQL database',
    load: async () => (await import('./records/migrate.js')).migrateCommand,
  },
  {
    name: 'backup',
    takes: '<file>',
    does: 'write a whole copy of the SQLite store to a file, also while a service runs',
    load: async () => (await import('./records/backup.js')).backupCommand,
  },
  {
    name: 'restore',
    takes: '<file>',
    does: 'put a copy back in the place of the SQLite store; schedules count from now on',
    load: async () => (await import('./records/restore.js')).restoreCommand,
  },
  {
    name: 'sandbox',
    does: 'serve the Reports API on generated conversations, to try a configuration without a token',
    load: async () => (await import('./setup/sandbox.js')).sandboxCommand,
  },
  {
    name: 'help',
    takes: '[command]',
    does: 'show what a command does and takes',
    load: async () => (await import('./help.js')).helpCommand,
  },
];
