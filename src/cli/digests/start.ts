import { once } from 'node:events';
import { type Command, Option } from 'commander';
import type { App, RunningApp } from '../../app.js';
import { CHANNELS } from '../../channels/registry.js';
import { watchConfiguration } from '../../config/files/watch.js';
import { contentsOf, type WatchedContents } from '../../config/files/watched.js';
import { createLog } from '../../lib/system/log.js';
import { VERSION } from '../../lib/system/version.js';
import { logLines } from '../../run/events/log-lines.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { listenForSighup, type Sighup } from '../sighup.js';
import { reportUncaught } from '../uncaught.js';

interface StartOptions extends CommonOptions {
  readonly log: 'text' | 'json';
}

export function startCommand(command: Command, context: CliContext): void {
  command
    .addOption(
      new Option('--log <form>', 'what the log on stderr is').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      `
SIGTERM and SIGINT stop it: what is under way is finished or handed back within 25 seconds; a second signal ends it at once.
SIGHUP, or a change of the file or of a secret file, reads the configuration again; one that is wrong is not used.

Examples:
  botdigest start
  botdigest start -c /etc/botdigest/config.yaml --log json
`,
    )
    .action(async () => {
      const options = command.optsWithGlobals<StartOptions>();
      const hangups = listenForSighup();
      try {
        // Taken before it is read: what is changed while the service starts is read again.
        const known = await contentsOf(options.config, { env: context.env, channels: CHANNELS });
        await withApp(context, options.config, (app) => serve(context, { app, options, known, hangups }));
      } finally {
        hangups.stop();
      }
    });
}

interface Serving {
  readonly app: App;
  readonly options: StartOptions;
  /** The configuration and its secret files as they were read. */
  readonly known: WatchedContents;
  readonly hangups: Sighup;
}

async function serve(context: CliContext, { app, options, known, hangups }: Serving): Promise<void> {
  const { terminal, clock, signal } = context;
  if (signal.aborted) return;
  let service: RunningApp | null = null;
  const log = createLog({
    form: options.log,
    write: (line) => void terminal.stderr.write(line),
    now: () => clock.now(),
    secrets: () => [...app.config.secrets, ...(service?.config().secrets ?? [])],
  });
  const alarm = reportUncaught(context, (sentence) => log.write('error', sentence));
  const running = await app.start((happening) => {
    for (const { level, message, fields } of logLines(happening)) log.write(level, message, fields);
  });
  service = running;
  try {
    const due = [...app.config.digests.values()].filter(({ schedule }) => schedule !== null).length;
    log.write('info', `botdigest ${VERSION} has started with ${due} scheduled digests.`);
    for (const warning of app.config.warnings) log.write('warn', warning);
    const reload = () => void running.reload();
    const watched = watchConfiguration(
      { file: options.config, env: context.env, channels: CHANNELS, known },
      reload,
    );
    hangups.heed(reload);
    if (!signal.aborted) await once(signal, 'abort');
    log.write('info', 'Stopping: what is under way is finished or handed back.');
    hangups.heed(() => {});
    watched.stop();
  } finally {
    await running.stop();
    alarm.stop();
  }
  log.write('info', 'Stopped.');
}
