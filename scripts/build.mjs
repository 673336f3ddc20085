// Builds dist/: the program, the licences of bundled libraries, and the mail template.
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle, INLINED } from './bundle.mjs';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

rmSync(at('dist'), { recursive: true, force: true });
await bundle({ main: at('src/main.ts'), 'render-thread': at('src/render-thread.ts') }, at('dist'));
chmodSync(at('dist/main.js'), 0o755);
writeFileSync(at('dist/LICENSES.txt'), INLINED.map(licenceOf).join('\n'));
await import('./build-mail.mjs');

function licenceOf(name) {
  const read = (file) => readFileSync(at(`node_modules/${name}/${file}`), 'utf8');
  const { version, license } = JSON.parse(read('package.json'));
  const text = readdirSync(at(`node_modules/${name}`)).find((file) => file.startsWith('LICENSE'));
  return `${name} ${version} (${license})\n\n${read(text)}`;
}
