// Compiles templates/email.mjml into dist/templates/email.html, the Liquid template that is filled at run time.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import mjml2html from 'mjml';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const source = at('templates/email.mjml');

const { html, errors } = await mjml2html(readFileSync(source, 'utf8'), {
  validationLevel: 'strict',
  keepComments: false,
  filePath: source,
});
if (errors?.length) throw new Error(errors.map((error) => error.formattedMessage).join('\n'));
mkdirSync(at('dist/templates'), { recursive: true });
writeFileSync(at('dist/templates/email.html'), html);
