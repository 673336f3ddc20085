import type { MessageRules } from '../../config/schema/plugins.js';
import { tagsFor } from './locale-tags.js';
import { LANGUAGES } from './messages/languages.js';

const BUILT_IN: ReadonlySet<string> = new Set(LANGUAGES);
const rules = () => import('./message-file-rules.js');

/** Checks message files. The catalogues are loaded with the first file: most configurations have none. */
export const messageRules: MessageRules = {
  issues: async (language, messages) => (await rules()).messagesIssues(language, messages),
  warnings: async (messages) => (await rules()).messagesWarnings(messages),
  missing: async (language, own) => (await rules()).missingMessages(language, own),
  speaks: (locale, own) => tagsFor(locale).some((tag) => own.has(tag) || BUILT_IN.has(tag)),
};
