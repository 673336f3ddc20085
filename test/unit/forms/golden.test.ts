import { expect, test } from 'vitest';
import { formsOf, mimeOutline } from '../../support/forms.js';
import { expectGolden } from '../../support/golden.js';
import { GOLDEN_DIGESTS } from '../../support/golden-digests.js';
import { workbookText } from '../../support/workbook-text.js';
import { listing, readPdf } from '../render/pdf/reading.js';

/** Every form as text for people to compare: places of words, cells, MIME structure. */
async function readable(name: string): Promise<Readonly<Record<string, string>>> {
  const digest = GOLDEN_DIGESTS[name];
  if (!digest) throw new Error(`There is no digest ${name}.`);
  const forms = await formsOf(digest);
  const { pages, bookmarks } = await readPdf(forms.pdf);
  const tags = pages.flatMap((page, index) => [`--- page ${index + 1}`, ...page.tags]);
  return {
    'digest.json': forms.json,
    'tables.csv': forms.csv.replaceAll('\r\n', '\n'),
    'pdf.txt': listing(pages),
    'pdf-structure.txt': `${[...bookmarks.map((title) => `bookmark: ${title}`), ...tags].join('\n')}\n`,
    'workbook.txt': await workbookText(forms.xlsx),
    'mail.html': forms.html,
    'mail.txt': forms.text,
    'mail-structure.txt': mimeOutline(forms.message),
    'slack.json': forms.slack,
  };
}

test.each(Object.keys(GOLDEN_DIGESTS))('the %s digest is the golden one in every form', async (name) => {
  const differences: string[] = [];
  for (const [file, text] of Object.entries(await readable(name))) {
    try {
      expectGolden(text, `forms/${name}/${file}`);
    } catch (error) {
      differences.push(String(error));
    }
  }
  expect(differences.join('\n\n')).toBe('');
});
