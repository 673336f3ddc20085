import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { palettePng, trimmed } from './png.mjs';

/** Higher than any page; the empty rest is cropped. */
const HEIGHT = 4000;

/** A full-length picture of a page. */
export async function photograph(chromium, url, { width, folder }) {
  const file = join(folder, 'shot.png');
  execFileSync(
    chromium,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--allow-file-access-from-files',
      `--user-data-dir=${join(folder, 'chromium')}`,
      `--window-size=${width},${HEIGHT}`,
      `--screenshot=${file}`,
      url,
    ],
    { stdio: 'ignore' },
  );
  return palettePng(trimmed(await loadImage(readFileSync(file)), 16));
}
