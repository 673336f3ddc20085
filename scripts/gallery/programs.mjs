import { execFileSync } from 'node:child_process';

const NAMES = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  soffice: ['soffice', 'libreoffice'],
};

const PURPOSES = {
  chromium: 'draws the mail and the Slack message',
  soffice: 'draws the sheets of the workbook',
};

/** The path of an installed program, or undefined. */
export const findProgram = (use) => NAMES[use].find(isThere);

/** The programs that render pictures, by use; prints each missing one and then returns null. */
export function findPrograms() {
  const found = {};
  for (const [use, purpose] of Object.entries(PURPOSES)) {
    found[use] = findProgram(use);
    if (!found[use]) console.error(`missing: ${use}, which ${purpose}`);
  }
  return Object.values(found).every(Boolean) ? found : null;
}

function isThere(name) {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
