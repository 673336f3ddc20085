// Bundles programs: our own files and the libraries that a configuration is read with. All other libraries stay packages of their own.
import { rolldown } from 'rolldown';

/** Every command loads these before it can do anything; as some hundred files they take longer to find than to run. */
export const INLINED = [
  'commander',
  'croner',
  'fastest-levenshtein',
  'temporal-polyfill',
  'temporal-utils',
  'yaml',
  'zod',
];

const isInlined = (id) => INLINED.some((name) => id === name || id.startsWith(`${name}/`));
const isOurs = (id) => /^[./]/.test(id);

/** Writes each input, `{ main: 'src/main.ts' }`, as `main.js` into a folder, with what they share in `lib/`. */
export async function bundle(input, folder) {
  const build = await rolldown({
    input,
    platform: 'node',
    external: (id) => !isOurs(id) && !isInlined(id),
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  });
  const { output } = await build.write({ dir: folder, chunkFileNames: 'lib/[name].js' });
  await build.close();
  return output;
}
