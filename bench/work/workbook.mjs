// Writes a workbook with that many rows of conversations: node workbook.mjs <folder> <rows>
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStandard } from '../scene/standard.mjs';

const [folder, rows] = process.argv.slice(2);
const standard = await openStandard(folder);
const [file] = await standard.longer(Number(rows)).formats([{ kind: 'xlsx', options: {} }]);
writeFileSync(join(folder, 'long.xlsx'), file.bytes);
