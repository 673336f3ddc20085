import { readFile } from 'node:fs/promises';
import { sha256 } from '../../lib/hash.js';
import { INTER } from '../../render/fonts/inter.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

export interface Asset {
  readonly type: string;
  read(): Promise<string | Buffer>;
}

const marked = (name: string, text: string, extension: string) =>
  `/assets/${name}-${sha256(text).slice(0, 12)}.${extension}`;

/** Named by what they hold: a new version is another file. */
export const STYLE_PATH = marked('console', STYLE, 'css');
export const SCRIPT_PATH = marked('console', SCRIPT, 'js');

const font = (file: string): Asset => ({ type: 'font/ttf', read: () => readFile(file) });

/** What pages load, by its path; nothing else is loaded from anywhere. */
export const ASSETS: ReadonlyMap<string, Asset> = new Map([
  [STYLE_PATH, { type: 'text/css; charset=utf-8', read: async () => STYLE }],
  [SCRIPT_PATH, { type: 'text/javascript; charset=utf-8', read: async () => SCRIPT }],
  ['/assets/inter-400.ttf', font(INTER[400])],
  ['/assets/inter-600.ttf', font(INTER[600])],
]);
