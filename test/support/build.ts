import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../scripts/bundle.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The programs of this folder that tests start as processes of their own, bundled. */
const CHILDREN = {
  'alert-writes': at('alert-writes.mjs'),
  'ask-api': at('ask-api.mjs'),
  'ask-hostile': at('ask-hostile.mjs'),
  'claim-all': at('claim-all.mjs'),
  'pause-often': at('pause-often.mjs'),
  'pause-writes': at('pause-writes.mjs'),
  'thread-naming': at('thread-naming.mjs'),
  'thread-program': at('thread-program.mjs'),
};
const BUILT = at('../../built/test');

/** A child for a process of its own. */
export const childProgram = (name: keyof typeof CHILDREN) => `${BUILT}/${name}.js`;

/** Child-process tests and the mail template need the built tree: build it once before any test. */
export default async function build(): Promise<void> {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  await bundle(CHILDREN, BUILT);
}
