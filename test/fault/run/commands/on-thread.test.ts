import { expect, test } from 'vitest';
import { openApp } from '../../../../src/app.js';
import { packageFile } from '../../../../src/lib/system/package-file.js';
import { childProgram } from '../../../support/build.js';
import { openConsoleWorld, visitorOf } from '../../../support/console-world.js';
import { SLOT } from '../../../support/desk.js';

const watch = { signal: new AbortController().signal };

/** A service with a run in its store, and what the console answers to a visitor who signed in. */
async function served(renderThread: string) {
  const world = await openConsoleWorld({ renderThread, edit: (text) => text.replace('[csv]', '[csv, pdf]') });
  const app = await openApp(`${world.folder}/config.yaml`, { env: {}, clock: world.clock });
  const { story } = await app.run(app.digest('daily'), SLOT, watch);
  const here = await app.previewRun(story.run.id, null);
  await app.stop();
  const visitor = visitorOf(world.url);
  await visitor.signIn();
  return { visitor, here, id: story.run.id };
}

test('a service makes past runs and previews on its thread, for the channels of then and with samples', async () => {
  const { visitor, id } = await served(childProgram('thread-naming'));
  const made = await visitor.get(`/runs/${id}?tab=pdf`);
  expect(made.text).toContain('asked on the thread for email, samples: false');
  const { to } = await visitor.press('/digests/daily', 'Preview');
  const said = expect.poll(async () => (await visitor.get(to)).text, { timeout: 20_000 });
  await said.toContain('asked on the thread for email, samples: true');
});

test('what the thread makes again is what went out, byte for byte', async () => {
  const { visitor, here, id } = await served(packageFile('dist/render-thread.js'));
  const page = await visitor.get(`/runs/${id}?tab=pdf`);
  expect(page.text).toContain('byte for byte');
  for (const { name, bytes, same } of here.files.filter((file) => /pdf$|csv$/.test(file.name))) {
    expect(same).toBe(true);
    const file = await visitor.get(`/runs/${id}/files/${name}`);
    expect([name, file.text]).toEqual([name, new TextDecoder().decode(bytes)]);
  }
});
