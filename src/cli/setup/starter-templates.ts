import { readFile } from 'node:fs/promises';
import { CHANNELS, templatesOf } from '../../channels/registry.js';
import { pluralCategories } from '../../digest/language/message-file-rules.js';
import { CATALOGUES } from '../../digest/language/messages/catalogues.js';
import { packageFile } from '../../lib/system/package-file.js';

/** A file of a starter templates folder. */
export interface StarterFile {
  readonly name: string;
  readonly text: string;
}

/** Copies of everything that a `templates:` folder can replace. */
export async function starterTemplates(): Promise<readonly StarterFile[]> {
  const sources = await Promise.all(
    Object.entries(templatesOf(CHANNELS)).map(async ([name, { file }]) => ({
      name,
      text: `${TEMPLATE_HEAD}${await readFile(packageFile(file), 'utf8')}`,
    })),
  );
  const theme = await readFile(packageFile('templates/theme.yaml'), 'utf8');
  const messages = [...CATALOGUES].map(([language, catalogue]) => ({
    name: `messages/${language}.yaml`,
    text: messageFile(language, catalogue),
  }));
  return [...sources, { name: 'theme.yaml', text: theme }, ...messages];
}

/** A Liquid comment: not part of the output. */
const TEMPLATE_HEAD = `{%- comment -%}
  A Liquid template. It replaces the built-in one; delete this file to restore that.
  Every name it uses is checked by \`botdigest validate\`.
{%- endcomment -%}
`;

type MessageTexts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** A message file as YAML, with texts in double quotes and no-break spaces escaped. */
function messageFile(language: string, messages: MessageTexts): string {
  const head = [
    `# The words of digests in ${nameOf(language)}. Messages here override the built-in ones;`,
    '# delete a message to restore the built-in one. To add a language, add a file such as pt.yaml or pt-BR.yaml.',
    `# {names} in braces are filled in. Plural forms of this language: ${pluralCategories(language).join(', ')}.`,
    '',
  ];
  const lines = Object.entries(messages).flatMap(([key, message]) =>
    typeof message === 'string'
      ? [`${key}: ${quoted(message)}`]
      : [`${key}:`, ...Object.entries(message).map(([form, text]) => `  ${form}: ${quoted(text)}`)],
  );
  return `${[...head, ...lines].join('\n')}\n`;
}

const nameOf = (language: string) =>
  new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;

const quoted = (text: string) => JSON.stringify(text).replaceAll('\u00a0', '\\u00a0');
