import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const PATCHES = fileURLToPath(new URL('../mutants/', import.meta.url));
/** What a build needs; libraries are linked. */
const COPIED = ['src', 'scripts', 'templates', 'package.json'];

/**
 * A bug to plant: a patch whose head says what it is, and by which cases of a campaign it is to be caught.
 *
 * @typedef {{ file: string, bug: string, campaign: string, cases: RegExp }} Planted
 */

/** @returns {Planted[]} */
export const plantedBugs = () =>
  readdirSync(PATCHES)
    .filter((name) => name.endsWith('.patch'))
    .map((name) => {
      const file = join(PATCHES, name);
      const text = readFileSync(file, 'utf8');
      const head = (/** @type {string} */ word) => new RegExp(`^${word}: (.*)$`, 'm').exec(text)?.[1] ?? '';
      return { file, bug: head('Bug'), campaign: head('Campaign'), cases: new RegExp(head('Cases')) };
    });

/** Builds a copy of the repository with a bug, and calls `use` with its program. @template T @param {Planted} planted @param {(main: string) => Promise<T>} use @returns {Promise<T>} */
export async function withPlanted({ file }, use) {
  const copy = mkdtempSync(join(tmpdir(), 'botdigest-mutant-'));
  try {
    for (const name of COPIED) cpSync(join(REPOSITORY, name), join(copy, name), { recursive: true });
    symlinkSync(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'));
    run('git', ['apply', '--whitespace=nowarn', file], copy);
    run(process.execPath, ['scripts/build.mjs'], copy);
    return await use(join(copy, 'dist', 'main.js'));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** @param {string} command @param {readonly string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
}
