import { expect, test } from 'vitest';
import type { Digest } from '../../../src/digest/digest.js';
import { canonicalJson } from '../../../src/lib/hash.js';
import { formsOf, mimeOutline } from '../../support/forms.js';
import { expectGolden } from '../../support/golden.js';
import { GOLDEN_DIGESTS } from '../../support/golden-digests.js';
import { workbookText } from '../../support/workbook-text.js';
import { listing, readPdf } from '../render/pdf/reading.js';

/** Gaps of several kinds, and names in every script: each renderer has goldens of a plain week of its own. */
const IN_EVERY_FORM = new Set(['partial', 'names']);

/** Every form as text for people to compare: places of words, cells, MIME structure. */
async function readable(digest: Digest): Promise<Readonly<Record<string, string>>> {
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
    'slack-pictures.json': forms.slackPictures,
  };
}

const asJson = (digest: Digest) => `${JSON.stringify(JSON.parse(canonicalJson(digest)), null, 2)}\n`;

const digests = Object.entries(GOLDEN_DIGESTS);

test.each(digests)('the %s digest is the golden one', (name, digest) => {
  expectGolden(asJson(digest), `forms/${name}/digest.json`);
});

test.each(digests.filter(([name]) => IN_EVERY_FORM.has(name)))(
  'the %s digest is the golden one in every form',
  async (name, digest) => {
    const differences: string[] = [];
    for (const [file, text] of Object.entries(await readable(digest))) {
      try {
        expectGolden(text, `forms/${name}/${file}`);
      } catch (error) {
        differences.push(String(error));
      }
    }
    expect(differences.join('\n\n')).toBe('');
  },
);
