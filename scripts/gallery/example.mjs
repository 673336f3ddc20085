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
    save(folder, files);
    return JSON.parse(files.find(({ name }) => name === 'digest.json').bytes.toString());
  } finally {
    await demo.close();
  }
}

/** The message of the first alert of config.example.yaml some days later, when nobody talks to a bot any more, as files in `folder`. */
export async function makeAlert(folder) {
  const later = { ...clock, now: () => AT + 4 * 86_400_000 };
  const demo = await openDemo({ clock: later }, { scenario: 'support=outage', scenarioFrom: '2026-11-24' });
  try {
    const [alert] = demo.app.config.alerts.values();
    const { files } = await demo.app.previewAlert(alert, { signal: new AbortController().signal });
    save(folder, files);
  } finally {
    await demo.close();
  }
}

function save(folder, files) {
  for (const { name, bytes } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}
