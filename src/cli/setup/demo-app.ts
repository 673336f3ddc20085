import { type App, createApp } from '../../app.js';
import { loadConfig } from '../../config/load.js';
import { pluginsAt } from '../../configuration.js';
import { packageFile } from '../../lib/system/package-file.js';
import { startSandbox } from '../../sandbox/http/server.js';
import type { CliContext } from '../context.js';
import { demoSlot } from './demo-slot.js';
import type { ScenarioOptions } from './scenario-options.js';

/** The example configuration with its own sandbox. */
export interface Demo {
  readonly app: App;
  close(): Promise<void>;
}

const TOKEN = 'sandbox';

/** The mail server and the Slack token are never used: a demo delivers nothing. */
const ENV = { CHATBOT_TOKEN: TOKEN, SMTP_URL: 'smtp://127.0.0.1:2525', SLACK_TOKEN: 'xoxb-demo' };

export async function openDemo({ clock, env }: CliContext, scenario: ScenarioOptions = {}): Promise<Demo> {
  const plugins = pluginsAt(clock.now());
  const config = await loadConfig(packageFile('config.example.yaml'), { env: ENV, plugins });
  // The week of the first digest has the scenario, also on a Monday before its slot.
  const [first] = config.digests.values();
  const scenarioAt = first && demoSlot(first, clock.now());
  const sandbox = await startSandbox({ port: 0, seed: 1, token: TOKEN, clock, ...scenario, scenarioAt });
  // A private sandbox needs no rate limit, and what it cannot answer it will not answer later.
  const chatbot = { ...config.chatbot, baseUrl: sandbox.url, concurrency: 4, minInterval: 0, retries: 1 };
  const app = createApp({ ...config, chatbot }, { clock, env });
  return {
    app,
    async close() {
      await app.stop();
      await sandbox.close();
    },
  };
}
