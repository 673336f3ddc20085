import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  soffice: ['soffice', 'libreoffice'],
};

const PURPOSES = {
  chromium: 'draws the mail, the Slack message and the console',
  soffice: 'draws the sheets of the workbook',
};

/** The path of an installed program, or undefined. */
export const findProgram = (use) => NAMES[use].filter(isThere).map(pathOf)[0];

/** The programs that render pictures, by use; prints each missing one and then returns null. */
export function findPrograms() {
  const found = {};
  for (const [use, purpose] of Object.entries(PURPOSES)) {
    found[use] = findProgram(use);
    if (!found[use]) console.error(`missing: ${use}, which ${purpose}`);
  }
  return Object.values(found).every(Boolean) ? found : null;
}

/** Where the name leads: not every library looks for a program. */
const pathOf = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync) ?? name;

function isThere(name) {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
