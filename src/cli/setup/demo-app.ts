import { type App, createApp } from '../../app.js';
import { loadConfig } from '../../config/load.js';
import { pluginsAt } from '../../configuration.js';
import { packageFile } from '../../lib/system/package-file.js';
import { startSandbox } from '../../sandbox/http/server.js';
import type { CliContext } from '../context.js';

/** The example configuration with its own sandbox. */
export interface Demo {
  readonly app: App;
  close(): Promise<void>;
}

const TOKEN = 'sandbox';

/** The mail server and the Slack token are never used: a demo delivers nothing. */
const ENV = { CHATBOT_TOKEN: TOKEN, SMTP_URL: 'smtp://127.0.0.1:2525', SLACK_TOKEN: 'xoxb-demo' };

export async function openDemo({ clock, env }: CliContext): Promise<Demo> {
  const plugins = pluginsAt(clock.now());
  const config = await loadConfig(packageFile('config.example.yaml'), { env: ENV, plugins });
  const sandbox = await startSandbox({ port: 0, seed: 1, token: TOKEN, clock });
  // A private sandbox needs no rate limit.
  const chatbot = { ...config.chatbot, baseUrl: sandbox.url, concurrency: 4, minInterval: 0 };
  const app = createApp({ ...config, chatbot }, { clock, env });
  return {
    app,
    async close() {
      await app.stop();
      await sandbox.close();
    },
  };
}
