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
      new Option('--log <form>', 'format of the log on stderr').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      `
SIGTERM or SIGINT stops the service: runs under way are finished or released within 25 seconds; a second signal ends it at once.
SIGHUP, or a change of the configuration or of a secret file, reloads the configuration; an invalid one is not used.

Examples:
  botdigest start
  botdigest start -c /etc/botdigest/config.yaml --log json
`,
    )
    .action(async () => {
      const options = command.optsWithGlobals<StartOptions>();
      const sighup = listenForSighup();
      try {
        // Read before the configuration is loaded: a change during start-up triggers a reload.
        const known = await contentsOf(options.config, { env: context.env, channels: CHANNELS });
        await withApp(context, options.config, (app) => serve(context, { app, options, known, sighup }));
      } finally {
        sighup.stop();
      }
    });
}

interface Serving {
  readonly app: App;
  readonly options: StartOptions;
  /** Contents of the configuration and its secret files before they were loaded. */
  readonly known: WatchedContents;
  readonly sighup: Sighup;
}

async function serve(context: CliContext, { app, options, known, sighup }: Serving): Promise<void> {
  const { terminal, clock, signal } = context;
  if (signal.aborted) return;
  let service: RunningApp | null = null;
  const log = createLog({
    form: options.log,
    write: (line) => void terminal.stderr.write(line),
    now: () => clock.now(),
    secrets: () => [...app.config.secrets, ...(service?.config().secrets ?? [])],
  });
  const uncaught = reportUncaught(context, (sentence) => log.write('error', sentence));
  const running = await app.start((event) => {
    for (const { level, message, fields } of logLines(event)) log.write(level, message, fields);
  });
  service = running;
  try {
    const due = [...app.config.digests.values()].filter(({ schedule }) => schedule !== null).length;
    log.write(
      'info',
      `botdigest ${VERSION} has started with ${due} scheduled digests and ${app.config.alerts.size} alerts.`,
    );
    for (const warning of app.config.warnings) log.write('warn', warning);
    const reload = () => void running.reload();
    const watched = watchConfiguration(
      { file: options.config, env: context.env, channels: CHANNELS, known },
      reload,
    );
    sighup.handle(reload);
    if (!signal.aborted) await once(signal, 'abort');
    log.write('info', 'Stopping: runs under way are finished or released.');
    sighup.handle(() => {});
    watched.stop();
  } finally {
    await running.stop();
    uncaught.stop();
  }
  log.write('info', 'Stopped.');
}
