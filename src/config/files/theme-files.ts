import { dirname, resolve } from 'node:path';
import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import { mapping } from '../read/untyped.js';
import { pictureFault } from './picture.js';
import { firstBytes } from './read-prefix.js';
import { fileReference } from './reference.js';

const MAX_LOGO = 5_000_000;
const MAX_FONT = 50_000_000;

/** Problems of the logo and the font files of a theme in `file`; the theme is not validated yet. */
export async function themeFileIssues(theme: unknown, path: Path, file: string): Promise<Issue[]> {
  const { font } = mapping(theme);
  const fonts = ['regular', 'medium', 'semibold'].flatMap((key) =>
    fileReference(font, [...path, 'font'], key),
  );
  const named = [
    ...fileReference(theme, path, 'logo').map((logo) => ({ ...logo, faultOf: logoFault })),
    ...fonts.map((one) => ({ ...one, faultOf: fontFault })),
  ];
  const issues = named.map(async ({ faultOf, ...one }) => {
    const message = await faultOf(resolve(dirname(file), one.file));
    return message === null ? [] : [{ path: one.path, message }];
  });
  return (await Promise.all(issues)).flat();
}

async function logoFault(path: string): Promise<string | null> {
  const bytes = await firstBytes(path, MAX_LOGO + 1).catch(() => null);
  if (bytes === null) return 'the file {value} cannot be read';
  return bytes.length > MAX_LOGO ? 'the file {value} is larger than 5 MB' : pictureFault(bytes);
}

async function fontFault(path: string): Promise<string | null> {
  const bytes = await firstBytes(path, MAX_FONT + 1).catch(() => null);
  if (bytes === null) return 'the file {value} cannot be read';
  if (bytes.length > MAX_FONT) return 'the file {value} is larger than 50 MB';
  const { fontReason } = await import('../../lib/font.js');
  const reason = fontReason(bytes);
  return reason && `the file {value} cannot be used as a font: ${reason}`;
}
