import type { CommandEntry } from './command-entry.js';

export const commands: readonly CommandEntry[] = [
  {
    name: 'demo',
    does: 'render the example digests from generated conversations: needs no token and no network',
    load: async () => (await import('./setup/demo.js')).demoCommand,
  },
  {
    name: 'init',
    takes: '[file]',
    does: 'write a commented starter configuration, or a folder of templates',
    load: async () => (await import('./setup/init.js')).initCommand,
  },
  {
    name: 'validate',
    does: 'check a configuration and show all its problems',
    load: async () => (await import('./setup/validate.js')).validateCommand,
  },
  {
    name: 'schema',
    does: 'print the JSON Schema of the configuration (for editors) or of digest.json',
    load: async () => (await import('./setup/schema.js')).schemaCommand,
  },
  {
    name: 'readers',
    does: 'show who gets what: digests and alerts of every address, in which form and when next',
    load: async () => (await import('./setup/readers.js')).readersCommand,
  },
  {
    name: 'diff',
    takes: '<old>',
    does: 'show what the configuration would do differently from another one',
    load: async () => (await import('./setup/diff.js')).diffCommand,
  },
  {
    name: 'next',
    takes: '[digest]',
    does: 'show the next times digests are due',
    load: async () => (await import('./digests/next.js')).nextCommand,
  },
  {
    name: 'preview',
    takes: '[digest]',
    does: 'render a digest in every format, or a past run again, without delivering it',
    load: async () => (await import('./digests/preview.js')).previewCommand,
  },
  {
    name: 'run',
    takes: '<digest>',
    does: 'fetch, render and deliver a digest now',
    load: async () => (await import('./digests/run.js')).runCommand,
  },
  {
    name: 'test',
    takes: '<digest>',
    does: 'send a digest as it would go now to yourself, marked as a test; it counts for nothing',
    load: async () => (await import('./digests/test.js')).testCommand,
  },
  {
    name: 'pause',
    takes: '<digest>',
    does: 'skip the slots of a digest until a day, or until it is resumed',
    load: async () => (await import('./digests/pause.js')).pauseCommand,
  },
  {
    name: 'resume',
    takes: '<digest>',
    does: 'end the pause of a digest',
    load: async () => (await import('./digests/pause.js')).resumeCommand,
  },
  {
    name: 'skip',
    takes: '<digest> [slot]',
    does: 'skip one slot of a digest, by default the next',
    load: async () => (await import('./digests/skip.js')).skipCommand,
  },
  {
    name: 'export',
    does: 'write one report of one bot to a file or to stdout',
    load: async () => (await import('./digests/export.js')).exportCommand,
  },
  {
    name: 'start',
    does: 'run the service: deliver every digest on its schedule until stopped',
    load: async () => (await import('./digests/start.js')).startCommand,
  },
  {
    name: 'runs',
    does: 'list past runs, latest first',
    load: async () => (await import('./records/runs.js')).runsCommand,
  },
  {
    name: 'explain',
    takes: '<run>',
    does: 'show every step and decision of a run, in order',
    load: async () => (await import('./records/explain.js')).explainCommand,
  },
  {
    name: 'resend',
    takes: '<run>',
    does: 'send what a run has not delivered yet, from the stored figures',
    load: async () => (await import('./records/resend.js')).resendCommand,
  },
  {
    name: 'send',
    takes: '<run>',
    does: 'send the digest of a past run to other recipients, from the stored figures',
    load: async () => (await import('./records/send.js')).sendCommand,
  },
  {
    name: 'resolve',
    takes: '<delivery>',
    does: 'record the outcome of a delivery whose result is unknown',
    load: async () => (await import('./records/resolve.js')).resolveCommand,
  },
  {
    name: 'alerts',
    takes: '[test]',
    does: 'show how alerts stand, or what they would have said in the past',
    load: async () => (await import('./alerts/alerts.js')).alertsCommand,
  },
  {
    name: 'snooze',
    takes: '<alert>',
    does: 'make an alert say nothing for some days',
    load: async () => (await import('./alerts/snooze.js')).snoozeCommand,
  },
  {
    name: 'unsnooze',
    takes: '<alert>',
    does: 'end the snooze of an alert',
    load: async () => (await import('./alerts/snooze.js')).unsnoozeCommand,
  },
  {
    name: 'migrate',
    does: 'copy the SQLite store into an empty PostgreSQL database',
    load: async () => (await import('./records/migrate.js')).migrateCommand,
  },
  {
    name: 'backup',
    takes: '<file>',
    does: 'write a consistent copy of the SQLite store to a file, even while a service runs',
    load: async () => (await import('./records/backup.js')).backupCommand,
  },
  {
    name: 'restore',
    takes: '<file>',
    does: 'replace the SQLite store with a backup; slots missed meanwhile are not caught up',
    load: async () => (await import('./records/restore.js')).restoreCommand,
  },
  {
    name: 'sandbox',
    does: 'serve the Reports API with generated conversations, to try a configuration without a token',
    load: async () => (await import('./setup/sandbox.js')).sandboxCommand,
  },
  {
    name: 'probe',
    does: 'ask your account what the API’s documentation leaves open, and print what to set',
    load: async () => (await import('./setup/probe.js')).probeCommand,
  },
  {
    name: 'completion',
    takes: '[shell]',
    does: 'print a completion script for bash, zsh or fish',
    load: async () => (await import('./completion/completion.js')).completionOf(commands),
  },
  {
    name: 'help',
    takes: '[command]',
    does: 'show the help of a command',
    load: async () => (await import('./help.js')).helpCommand,
  },
];
