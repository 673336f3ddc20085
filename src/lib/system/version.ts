import { readFileSync } from 'node:fs';
import { packageFile } from './package-file.js';

const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };

export const VERSION = version;
