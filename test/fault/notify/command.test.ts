import { expect, onTestFinished, test } from 'vitest';
import { openDesk } from '../../support/desk.js';
import { status } from '../../support/hook-server.js';
import { SIGNING_SECRET, startSignedHooks } from '../../support/signed-hooks.js';
import { scriptedSmtp } from '../../support/smtp-script.js';

const watch = { signal: new AbortController().signal };

test('a run by hand tells operators that it failed, and a resend that it works again; who cannot be told is named', async () => {
  let known = false;
  const mail = await scriptedSmtp({ RCPT: () => ({ reply: known ? '250 ok' : '550 5.1.1 no such user' }) });
  onTestFinished(() => mail.stop());
  const hooks = await startSignedHooks();
  const desk = await openDesk({ mailPort: mail.port, deliver: ['email: { to: [ada@example.com] }'] });
  const entry = `{ url: ${hooks.url}/hidden, secret: ${SIGNING_SECRET} }`;
  const notified = (text: string) => text.replace('server: off', `notify: [{ webhook: ${entry} }]`);
  hooks.answer(status(404));
  const failed = await desk.run(notified);
  expect(failed.untold).toEqual([
    expect.stringMatching(
      /^webhook 127\.0\.0\.1:\d+#[0-9a-f]{6} could not be told of it, refused\. .*Check the webhook’s url\.$/,
    ),
  ]);
  hooks.answer(status(200));
  const app = await desk.app(notified);
  const again = await app.resend(failed.story.run.id, {}, watch);
  expect(again).toMatchObject({ untold: [], story: { run: { state: 'failed' } } });
  known = true;
  expect(await app.resend(failed.story.run.id, {}, watch)).toMatchObject({ untold: [] });
  expect(hooks.calls.map(({ body }) => JSON.parse(body).health)).toEqual(['failing', 'failing', 'well']);
  expect(hooks.violations).toEqual([]);
  const [first, second, well] = hooks.received.map(({ id }) => id);
  expect([second === first, well === first]).toEqual([true, false]);
});
