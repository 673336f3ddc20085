import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/lib/time/clock.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { runCli } from '../support/cli.js';
import { emptyFolder } from '../support/folder.js';
import { proxyBefore } from '../support/through-proxy.js';

const AUTHORITY = fileURLToPath(new URL('../fixtures/tls/authority-cert.pem', import.meta.url));

const CONFIG = `chatbot: { token: sandbox, baseUrl: "https://api.botdigest.test" }
bots: { support: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { daily: { bots: [support] } }
`;

test('validate --connect tries the proxy of the environment and names it, never its password', async () => {
  const api = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
  onTestFinished(() => api.close());
  const proxy = await proxyBefore({ api: api.url }, { login: 'ada:right-password' });
  const cwd = emptyFolder();
  writeFileSync(join(cwd, 'config.yaml'), CONFIG);
  const validate = (HTTPS_PROXY: string) =>
    runCli(['validate', '--connect'], { cwd, env: { HTTPS_PROXY, NODE_EXTRA_CA_CERTS: AUTHORITY } });

  const good = await validate(proxy.url);
  expect(good.stdout).toContain(
    `proxy ${proxy.name}: ok. It opened a connection to api.botdigest.test:443. HTTPS_PROXY names it.`,
  );
  expect(good.stdout).toContain('chatbot.token: ok. The API lists');
  expect(good.code).toBe(0);

  const bad = await validate(proxy.url.replace('right-password', 'wrong-password'));
  const advice = 'orrect the user and the password in HTTPS_PROXY.';
  expect(bad.stdout).toContain(
    `proxy ${proxy.name}: failed. The proxy ${proxy.name} refused the login (HTTP status 407). C${advice}`,
  );
  expect(bad.stdout).toContain(
    `The API was not reached: the proxy ${proxy.name} refused the login (HTTP status 407): c${advice}`,
  );
  expect(bad.code).toBe(1);
  for (const { stdout, stderr } of [good, bad]) expect(stdout + stderr).not.toMatch(/(right|wrong)-password/);
});
