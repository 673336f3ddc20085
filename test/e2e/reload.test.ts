import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type RunningService, startService } from '../support/running-service.js';
import { openScene } from '../support/scene.js';
import { until } from '../support/until.js';

const READ = 'The configuration was read again and is in use.';
const REFUSED = 'configuration is not used';
/** How often it was said: on a busy machine one edit may be noticed in two steps, and said twice. */
const times = ({ log }: RunningService, words: string) => log().split(words).length - 1;
async function started(folder: string): Promise<RunningService> {
  const service = startService(folder);
  await until(() => service.log().includes('has started with'), service.log);
  return service;
}

const page = async (service: RunningService) => (await service.get('/')).text;

test('a changed file is taken at once; a wrong one is not, and the log says where it is wrong', async () => {
  const at = await openScene({ missed: null });
  const service = await started(at.folder);
  expect(await page(service)).toContain('Support bot, yesterday');

  at.edit((text) => text.replace('Support bot, yesterday', 'Another heading'));
  await until(() => times(service, READ) >= 1, service.log);
  expect(await page(service)).toContain('Another heading');

  at.edit((text) =>
    text.replace('Another heading', 'A third heading').replace('bots: [support]', 'bots: [suport]'),
  );
  // Before it the file may be refused as half written.
  const where = /config\.yaml:\d+:\d+: digests\.daily\.bots\[0\]: .*did you mean “support”/;
  await until(() => where.test(service.log()), service.log);
  expect(service.log()).toContain('is not used, the one before it stays');
  expect(await page(service)).toContain('Another heading');
  expect((await service.get('/healthz')).status).toBe(200);

  // As editors and mounts do it: another file under the same name.
  at.edit((text) => {
    const whole = text.replace('bots: [suport]', 'bots: [support]');
    writeFileSync(join(at.folder, 'config.yaml.new'), whole);
    return text;
  });
  renameSync(join(at.folder, 'config.yaml.new'), join(at.folder, 'config.yaml'));
  await until(async () => (await page(service)).includes('A third heading'), service.log);
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
});

test('SIGHUP reads the file again, right or wrong, and the process goes on', async () => {
  const at = await openScene({ missed: null });
  const service = await started(at.folder);
  service.signal('SIGHUP');
  await until(() => times(service, READ) >= 1, service.log);
  at.edit((text) => text.replace('timezone: Europe/Warsaw', 'timezone: Europe/Warsawa'));
  await until(() => times(service, REFUSED) >= 1, service.log);
  const before = times(service, REFUSED);
  service.signal('SIGHUP');
  await until(() => times(service, REFUSED) > before, service.log);
  expect((await service.get('/readyz')).status).toBe(200);
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
});

test('another address, other people to tell and another heartbeat are taken over as well', async () => {
  const at = await openScene({ missed: null });
  const service = await started(at.folder);
  const before = await service.url();
  at.edit((text) =>
    text
      .replace('listen: 127.0.0.1:0', 'listen: 127.0.0.2:0')
      .replace('/beat/heart-secret', '/elsewhere/other-secret'),
  );
  await until(() => service.log().includes('http://127.0.0.2:'), service.log);
  const after = /http:\/\/127\.0\.0\.2:\d+/.exec(service.log())?.[0] ?? '';
  expect((await fetch(`${after}/healthz`)).status).toBe(200);
  await expect(fetch(`${before}/healthz`)).rejects.toThrow();
  await until(() => at.hooks.calls.some(({ path }) => path === '/elsewhere/other-secret'), service.log);

  at.edit((text) => text.replace('listen: 127.0.0.2:0', 'listen: 203.0.113.7:80'));
  await until(() => service.log().includes('203.0.113.7:80 is not an address of this machine'), service.log);
  const back =
    service
      .log()
      .match(/http:\/\/127\.0\.0\.2:\d+/g)
      ?.at(-1) ?? '';
  expect((await fetch(`${back}/healthz`)).status).toBe(200);

  at.edit((text) => text.replace('server: { listen: 203.0.113.7:80 }', 'server: off'));
  await until(() => service.log().includes('are served no longer'), service.log);
  await expect(fetch(`${back}/healthz`)).rejects.toThrow();
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
  expect(service.log()).not.toContain('other-secret');
});

test('another store needs a restart, and is refused with that word', async () => {
  const at = await openScene({ missed: null });
  const service = await started(at.folder);
  at.edit((text) => text.replace('data/botdigest.db', 'data/other.db'));
  await until(() => service.log().includes('Another store needs a restart'), service.log);
  expect((await service.get('/healthz')).status).toBe(200);
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
});
