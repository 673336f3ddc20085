import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Disk } from '../../../prove/program/replay.mjs';
import { traced, whyNoStrace } from '../../../prove/program/strace.mjs';
import { MAIN } from '../../support/cli.js';
import { emptyFolder } from '../../support/folder.js';

const why = whyNoStrace();
if (why !== null) console.log(`not at hand here: ${why}; a file that survives a power loss was not tried`);

test.runIf(why === null)('a file that was written has its name after a power loss, whole', () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'place'));
  const disk = new Disk(folder, ['place']);
  const trace = join(folder, 'trace');
  // Without its daemon: the file of the trace is whole when the program has ended.
  const words = traced({ file: trace, data: true }).filter((word) => word !== '-D');
  const [strace = '', ...options] = words;
  const { status, stderr } = spawnSync(
    strace,
    [...options, process.execPath, MAIN, 'init', 'place/below/config.yaml'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect(stderr).not.toContain('Unexpected');
  expect(status).toBe(0);
  const path = join(folder, 'place', 'below', 'config.yaml');
  const written = readFileSync(path, 'utf8');
  disk.replay(readFileSync(trace, 'utf8')).cut({ names: 'lazy', keep: () => false });
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe(written);
});
