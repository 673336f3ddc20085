import { expect, onTestFinished, test } from 'vitest';
import { openDesk, standingOf } from '../../../support/desk.js';
import { filesBelow } from '../../../support/folder.js';
import { SIGNING_SECRET, startSignedHooks } from '../../../support/signed-hooks.js';
import { scriptedSmtp } from '../../../support/smtp-script.js';

const watch = { signal: new AbortController().signal };

test('a file that a mail has no room for is named by the receipt, and a resend sends the same bytes', async () => {
  let refuses = true;
  const mail = await scriptedSmtp({
    dot: () => ({ reply: refuses ? '550 5.7.1 not now' : '250 2.0.0 Ok: queued' }),
  });
  onTestFinished(() => mail.stop());
  const desk = await openDesk({
    mailPort: mail.port,
    deliver: ['email: { to: [ada@example.com] }', 'folder: { path: ./exports }'],
  });
  const small = (text: string) =>
    text
      .replace('from: reports@example.com', 'from: reports@example.com, maxSize: 100KB')
      .replace(/reports: \[\w+\]/, 'reports: [conversations, paid, messages, average, heatmap, interactions]')
      .replace('formats: [csv]', 'formats: [csv, pdf, xlsx]');
  const { story } = await desk.run(small);
  expect(standingOf(story)).toEqual([
    'ada@example.com message: failed, refused',
    './exports files: delivered, first',
  ]);
  const exported = [...filesBelow(`${desk.folder}/exports`).keys()].map((name) => name.split('/').at(-1));
  const { attachments } = story.deliveries[0] ?? {};
  const travelled = story.artifacts.filter(({ bundle }) => bundle === attachments).map(({ name }) => name);
  const stayed = story.artifacts
    .filter(({ bundle, name }) => bundle === 'files:' && !travelled.includes(name))
    .map(({ name }) => name);
  expect(stayed.length).toBeGreaterThan(0);
  expect(exported).toEqual(expect.arrayContaining([...stayed, ...travelled]));

  refuses = false;
  // Another configuration by then, with room for all: what was planned goes.
  const app = await desk.app((text) => small(text).replace('maxSize: 100KB', 'maxSize: 20MB'));
  const again = await app.resend(story.run.id, {}, watch);
  expect(again?.story.run.state).toBe('completed');
  const [first, second] = mail.messages;
  expect(mail.messages).toHaveLength(2);
  expect(second).toBe(first);
  for (const name of travelled) expect(first).toContain(`filename=${name}`);
  const note = again?.story.deliveries[0]?.notes ?? '';
  expect(note).toContain('Left out');
  for (const name of stayed) expect(note).toContain(name);
  for (const name of travelled) expect(note).not.toContain(name);
});

test('a form of a webhook leaves out formats until it fits, says which, and is no place where a mail finds its files', async () => {
  const mail = await scriptedSmtp({});
  onTestFinished(() => mail.stop());
  const hooks = await startSignedHooks();
  const entry = `url: "${hooks.url}/x", secret: ${SIGNING_SECRET}`;
  const desk = await openDesk({
    mailPort: mail.port,
    deliver: [
      'email: { to: [ada@example.com] }',
      `webhook: { ${entry}, files: multipart, maxSize: 100KB }`,
      `webhook: { ${entry.replace('/x', '/y')} }`,
    ],
  });
  const { story } = await desk.run((text) =>
    text
      .replace('from: reports@example.com', 'from: reports@example.com, maxSize: 100KB')
      .replace('reports: [average]', 'reports: [conversations, paid, messages, average, heatmap]')
      .replace('formats: [csv]', 'formats: [csv, pdf, xlsx]'),
  );
  expect(story.run).toMatchObject({ state: 'completed', reason: 'delivered' });
  expect(hooks.violations).toEqual([]);
  const [form, alone] = hooks.received;
  const mediaTypes = (files: readonly { mediaType: string }[] = []) => [
    ...new Set(files.map(({ mediaType }) => mediaType.split(/[./]/).at(-1))),
  ];
  expect(mediaTypes(form?.payload.leftOut)).toEqual(['sheet']);
  expect(mediaTypes(form?.payload.files)).toEqual(['csv', 'pdf']);
  expect(hooks.calls[0]?.bytes.length).toBeLessThanOrEqual(100_000);
  expect(story.deliveries[1]?.notes).toContain(`${form?.payload.leftOut?.[0]?.name} (`);
  expect(alone?.payload).not.toHaveProperty('files');
  const said = mail.messages.join('').replace(/=\r\n/g, '');
  expect(said).toMatch(/daily-2025-11-23\.xlsx/);
  expect(said).not.toMatch(/also go|127\.0\.0\.1:\d+#/);
});
