import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openDemo } from '../../src/cli/setup/demo-app.js';

/** The fixed Monday of the example. */
const AT = Date.parse('2026-11-23T07:00:00Z');
const clock = { now: () => AT, sleep: (ms) => wait(ms) };

/** The first digest of config.example.yaml from the sandbox's conversations, as files in `folder`. */
export async function makeExample(folder) {
  const demo = await openDemo({ clock });
  try {
    const [config] = demo.app.config.digests.values();
    const slot = { digest: config.id, scheduledFor: AT, trigger: 'cron' };
    const { files } = await demo.app.preview(config, slot, { signal: new AbortController().signal });
    for (const { name, bytes } of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    return JSON.parse(files.find(({ name }) => name === 'digest.json').bytes.toString());
  } finally {
    await demo.close();
  }
}
