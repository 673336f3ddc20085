// Renders the standard digest once and ends: node render-once.mjs <folder> <form>
import { forms, openStandard } from '../scene/standard.mjs';

const [folder, form] = process.argv.slice(2);
const standard = await openStandard(folder);
await forms[form](standard.rendering());
