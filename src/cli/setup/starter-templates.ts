import { readFile } from 'node:fs/promises';
import { CHANNELS, templatesOf } from '../../channels/registry.js';
import { pluralCategories } from '../../digest/language/message-file-rules.js';
import { CATALOGUES } from '../../digest/language/messages/catalogues.js';
import { packageFile } from '../../lib/system/package-file.js';

/** A file of a templates folder to start from. */
export interface StarterFile {
  readonly name: string;
  readonly text: string;
}

/** A copy of everything that a `templates:` folder may replace. */
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

/** Leaves no trace in what the template makes. */
const TEMPLATE_HEAD = `{%- comment -%}
  A Liquid template. It replaces the one that botdigest brings; delete the file to have that one back.
  Every name it uses is checked by \`botdigest validate\`.
{%- endcomment -%}
`;

type MessageTexts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** A message file as YAML: every text in double quotes, no-break spaces written out. */
function messageFile(language: string, messages: MessageTexts): string {
  const head = [
    `# The words of digests in ${nameOf(language)}. What you change here stands before the built-in words;`,
    '# delete a message to have the built-in one back. Add a language with a file of its own, such as pt.yaml or pt-BR.yaml.',
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
