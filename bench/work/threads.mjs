// Renders standard digests as PDF on the threads of a service: node threads.mjs <folder> <threads>
// Each request says how many, all asked for at once.
import { startRenderThreads } from '../../src/composition.js';
import { packageFile } from '../../src/lib/system/package-file.js';
import { serveRequests, timedHere } from '../measure/serve-requests.mjs';
import { openStandard } from '../scene/standard.mjs';

const [folder, count] = process.argv.slice(2);
const standard = await openStandard(folder, 'service');
const threads = startRenderThreads(packageFile('dist/render-thread.js'), standard.config, Number(count));
const one = () => threads.prepare(standard.renderJob(), new AbortController().signal);
const render = (times) => Promise.all(Array.from({ length: times }, one));
serveRequests('ready', (times) => timedHere(() => render(times)));
