import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { renderMail } from '../../../../src/channels/email/body/body.js';
import { starterTemplates } from '../../../../src/cli/setup/starter-templates.js';
import { parseConfig } from '../../../../src/config/load.js';
import { pluginsAt } from '../../../../src/configuration.js';
import { CATALOGUES } from '../../../../src/digest/language/messages/catalogues.js';
import { sampleContext, sampleDelivery } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { tempFolder } from '../../../support/temp-folder.js';

const folder = await tempFolder();
afterAll(() => folder.remove());
for (const { name, text } of await starterTemplates()) {
  await mkdir(dirname(join(folder.path, name)), { recursive: true });
  await writeFile(join(folder.path, name), text);
}
const config = await parseConfig(
  'chatbot: { token: x }\ntemplates: .\nbots: { b: { storyId: 5b07ff77c2376e30306d9b12 } }\ndigests: { w: { bots: [b] } }\n',
  join(folder.path, 'config.yaml'),
  { env: {}, plugins: pluginsAt(0) },
);

test('The copies are all there is to replace', async () => {
  expect(await folder.files()).toEqual([
    'email.html',
    'email.txt.liquid',
    ...[...CATALOGUES.keys()].toSorted().map((language) => `messages/${language}.yaml`),
    'theme.yaml',
  ]);
});

test('The copied words are those of the catalogues, to the letter', () => {
  for (const [language, catalogue] of CATALOGUES)
    expect(config.templates.messages.get(language)).toEqual(catalogue);
});

test('A mail from the copies is the one from the package, byte for byte', async () => {
  const context = sampleContext(sampleDelivery);
  const copied = { ...context, template: (name: string) => config.templates.sources.get(name) ?? '' };
  const [ours, theirs] = await Promise.all([context, copied].map((one) => renderMail(sampleDigest(), one)));
  expect(theirs?.map(({ sha256 }) => sha256)).toEqual(ours?.map(({ sha256 }) => sha256));
});
