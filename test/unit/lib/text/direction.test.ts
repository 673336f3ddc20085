import { expect, test } from 'vitest';
import { createLanguage } from '../../../../src/digest/language/words.js';
import { isolated } from '../../../../src/lib/text/direction.js';

const LRM = '\u200e';
const RLM = '\u200f';

test.each([
  ['Support bot', 'ltr', 'Support bot'],
  ['1,734', 'ltr', '1,734'],
  ['١٤', 'ltr', `${LRM}١٤${LRM}`],
  ['۱۴', 'ltr', `${LRM}۱۴${LRM}`],
  ['בוט', 'ltr', `${LRM}בוט${LRM}`],
  [`${LRM}−۹۴`, 'ltr', `${LRM}−۹۴`],
  ['בוט', 'rtl', 'בוט'],
  ['Support bot', 'rtl', `${RLM}Support bot${RLM}`],
  ['12', 'rtl', '12'],
] as const)('“%s” in a sentence that runs %s is “%s”', (value, direction, set) => {
  expect(isolated(value, direction)).toBe(set);
});

test('figures and names stay where the sentence has them, and names in data hold nothing unseen', () => {
  const { words } = createLanguage('ar-EG', 'UTC');
  expect(words.list(['روبوت', 'Bot'])).toBe(`${LRM}روبوت${LRM} and Bot`);
  expect(words.say('label.of', { name: 'مساعدة', of: 'روبوت' })).toBe('مساعدة (روبوت)');
});
