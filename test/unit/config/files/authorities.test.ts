import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../../src/config/load.js';
import { emptyFolder } from '../../../support/folder.js';
import { testAuthority, testCertificate } from '../../../support/tls.js';
import { plugins } from '../plugins.js';

const fixture = (name: string) => fileURLToPath(new URL(`../../../fixtures/tls/${name}`, import.meta.url));

function load({ ca = 'ca: company.pem', env = {}, now = plugins.now } = {}) {
  const folder = emptyFolder();
  const file = join(folder, 'config.yaml');
  copyFileSync(fixture('authority-cert.pem'), join(folder, 'company.pem'));
  writeFileSync(join(folder, 'both.pem'), `# ours\r\n${testAuthority}\nand\n${testCertificate.cert}`);
  writeFileSync(
    file,
    `${ca}\nchatbot: { token: t }\nbots: { a: { storyId: 5b07ff77c2376e30306d9b12 } }\ndigests: { d: { bots: [a] } }\n`,
  );
  return loadConfig(file, { env, plugins: { ...plugins, now } });
}

test('the certificates of a file, whatever stands between them', async () => {
  expect((await load()).ca).toEqual([testAuthority.trim()]);
  expect((await load({ ca: 'ca: both.pem' })).ca).toEqual([
    testAuthority.trim(),
    testCertificate.cert.trim(),
  ]);
  expect((await load({ ca: '' })).ca).toEqual([]);
});

test('those of NODE_EXTRA_CA_CERTS stay trusted beside it, and Node alone reads them without it', async () => {
  const env = { NODE_EXTRA_CA_CERTS: fixture('localhost-cert.pem') };
  expect((await load({ env })).ca).toEqual([testAuthority.trim(), testCertificate.cert.trim()]);
  expect((await load({ env, ca: '' })).ca).toEqual([]);
  expect((await load({ env: { NODE_EXTRA_CA_CERTS: '/nowhere.pem' } })).ca).toEqual([testAuthority.trim()]);
});

test('an expired certificate is a warning', async () => {
  expect((await load()).warnings).toEqual([]);
  const { warnings } = await load({ ca: 'ca: both.pem', now: Date.parse('2050-01-01T00:00:00Z') });
  expect(warnings).toEqual([
    expect.stringMatching(
      /config\.yaml:1:5: ca: certificate 1 in the file “both\.pem” expired on 2046-11-\d\d: servers that it vouches for are refused; certificate 2 /,
    ),
  ]);
});
