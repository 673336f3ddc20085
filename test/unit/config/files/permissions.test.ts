import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../../src/config/load.js';
import { emptyFolder } from '../../../support/folder.js';
import { context } from '../plugins.js';

const CONFIG = `chatbot: { tokenFile: token }
bots: { support: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { weekly: { bots: [support] } }
`;
const CHANGED = 'can be changed by every user of this machine: chmod o-w';
const READ = 'can be read by every user of this machine: chmod o-r';

test.each<[config: number, secret: number, warnings: readonly string[]]>([
  [0o600, 0o600, []],
  [0o644, 0o640, []],
  [0o664, 0o660, []],
  [0o646, 0o600, [`config.yaml: ${CHANGED}`]],
  [0o666, 0o600, [`config.yaml: ${CHANGED}`]],
  [0o644, 0o644, [`config.yaml:1:23: chatbot.tokenFile: the file “token” ${READ}`]],
  [0o644, 0o602, [`config.yaml:1:23: chatbot.tokenFile: the file “token” ${CHANGED}`]],
])('A configuration of mode %o with a secret of mode %o is warned of', async (config, secret, expected) => {
  const folder = emptyFolder();
  const file = (name: string, text: string, mode: number) => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), mode);
    return join(folder, name);
  };
  file('token', 'sesame', secret);
  const { warnings } = await loadConfig(file('config.yaml', CONFIG, config), context);
  expect(warnings.map((warning) => warning.replace(`${folder}/`, ''))).toEqual(expected);
});
