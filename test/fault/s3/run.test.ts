import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDesk, standingOf } from '../../support/desk.js';
import { S3_KEYS, startS3 } from '../../support/s3-server.js';

const signal = { signal: new AbortController().signal };
const INDEX = 'bots/daily/2025-11-24T0700Z/index.json';

test('a run is delivered, checked and corrected in a bucket, whose secret comes from a file', async () => {
  const store = await startS3({ faults: { PUT: [null, null, { cut: 'after' }] } });
  onTestFinished(() => store.stop());
  const desk = await openDesk({ deliver: ['s3: { prefix: bots }'] });
  writeFileSync(join(desk.folder, 'secret'), `${S3_KEYS.secretAccessKey}\n`);
  const block = `s3: { bucket: reports, region: eu-central-1, endpoint: "${store.url}", accessKeyId: ${S3_KEYS.accessKeyId}, secretAccessKeyFile: secret }`;
  const edit = (config: string) =>
    `${block}\n${config.replace('reports: [average]', 'reports: [heatmap, interactions]')}`;
  const target = `${store.url}/reports/bots`;

  desk.api.setFaults([{ match: { report: 'interactions' }, fault: { kind: 'status', status: 500 } }]);
  const { story } = await desk.run(edit);
  expect(standingOf(story)).toEqual([`${target} files: unknown, silent-after-put`]);

  const app = await desk.app(edit);
  expect(await app.check(signal.signal)).toContainEqual(
    expect.objectContaining({ name: `s3 ${target}`, result: expect.objectContaining({ ok: true }) }),
  );
  expect(app.config.secrets.map((secret) => secret.reveal())).toEqual(
    expect.arrayContaining(Object.values(S3_KEYS)),
  );

  desk.clock.forward(600_000);
  const again = await app.resend(story.run.id, {}, signal);
  expect(standingOf(again?.story ?? story)).toEqual([`${target} files: delivered, retry`]);
  expect(again?.story.events.map(({ reason }) => reason)).toContain('idempotent');

  desk.api.setFaults([]);
  const corrected = await app.resend(story.run.id, {}, signal);
  expect(standingOf(corrected?.story ?? story).at(-1)).toBe(`${target} files: delivered, first`);
  expect(JSON.parse(store.objects.get(INDEX)?.bytes.toString() ?? '{}')).toMatchObject({ correction: true });
  expect(store.violations).toEqual([]);
});
