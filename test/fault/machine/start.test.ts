import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { expect, test } from 'vitest';
import { MAIN } from '../../support/cli.js';
import { emptyFolder } from '../../support/folder.js';

const CONFIG = `chatbot: { token: x }
store: sqlite:./data/botdigest.db
server: off
bots: { support: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { weekly: { bots: [support] } }
`;

/** A file system of its own, seen by this command alone. */
const mounted = (folder: string, options: string) => [
  'unshare',
  '-m',
  'sh',
  '-c',
  `mount -t tmpfs -o ${options} tmpfs ${join(folder, 'data')} && exec "$@"`,
  'sh',
];

const canMount = () =>
  spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs /mnt']).status === 0;

interface Start {
  readonly what: string;
  /** Makes the trouble; returns the words that the program is run by. */
  make(folder: string, store: string): readonly string[];
  readonly said: RegExp;
}

const STARTS: readonly Start[] = [
  ...(canMount()
    ? [
        {
          what: 'a full file system',
          make: (folder: string) => mounted(folder, 'size=32k'),
          said: /has no space left on the device/,
        },
        {
          what: 'a file system without a free inode',
          make: (folder: string) => mounted(folder, 'nr_inodes=1'),
          said: /has no space left on the device: ENOSPC/,
        },
        {
          what: 'a read-only file system',
          make: (folder: string) => mounted(folder, 'ro'),
          said: /cannot be written/,
        },
      ]
    : []),
  {
    what: 'a limit on the size of files',
    make: () => ['prlimit', '--fsize=20000:'],
    said: /has no space left on the device/,
  },
  {
    what: 'a folder that is a file',
    make(folder) {
      spawnSync('rm', ['-r', join(folder, 'data')]);
      writeFileSync(join(folder, 'data'), '');
      return [];
    },
    said: /cannot be reached: .*(ENOTDIR|EEXIST|is no folder)/,
  },
  {
    what: 'a store that is no database',
    make(_folder, store) {
      writeFileSync(
        store,
        'nothing that SQLite knows, but longer than a header of it would be, by far\n'.repeat(30),
      );
      return [];
    },
    said: /is damaged and was left as it is: file is not a database/,
  },
  {
    what: 'an empty file',
    make(_folder, store) {
      writeFileSync(store, '');
      return [];
    },
    said: /is damaged and was left as it is/,
  },
  {
    what: 'a database of another program',
    make(_folder, store) {
      const db = new Libsql(store);
      db.exec('create table songs (title text)');
      db.close();
      return [];
    },
    said: /belongs to another program/,
  },
];

test.each(STARTS)('$what is named at the start, with the path', ({ make, said }) => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'config.yaml'), CONFIG);
  const store = join(folder, 'data', 'botdigest.db');
  const [command = '', ...words] = [...make(folder, store), process.execPath, MAIN, 'runs'];
  const { status, stderr } = spawnSync(command, words, { cwd: folder, encoding: 'utf8' });
  expect(stderr).toContain(`The store ${store} `);
  expect(stderr).toMatch(said);
  expect(stderr).not.toContain('Unexpected');
  expect(status).toBe(1);
});
