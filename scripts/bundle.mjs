// Bundles programs: our own files and the libraries that are slow to load. All other libraries stay external packages.
import { rolldown } from 'rolldown';

/** Libraries of the configuration and the ledger: loading their hundreds of files takes longer than running them. */
export const INLINED = [
  'commander',
  'croner',
  'fastest-levenshtein',
  'kysely',
  'temporal-polyfill',
  'temporal-utils',
  'yaml',
  'zod',
];

const isInlined = (id) => INLINED.some((name) => id === name || id.startsWith(`${name}/`));
const isOurs = (id) => /^[./]/.test(id);

/** Writes each input, `{ main: 'src/main.ts' }`, as `main.js` into a folder, with shared chunks in `lib/`. */
export async function bundle(input, folder) {
  const build = await rolldown({
    input,
    platform: 'node',
    external: (id) => !isOurs(id) && !isInlined(id),
    resolve: { extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } },
  });
  await build.write({ dir: folder, chunkFileNames: 'lib/[name].js' });
  await build.close();
}
