// Renders the standard digest on request: node render.mjs <folder>
import { serveRequests, timedHere } from '../measure/serve-requests.mjs';
import { forms, openStandard } from '../scene/standard.mjs';

const standard = await openStandard(process.argv[2], 'service');
const work = (form) => (form === 'digest' ? standard.compose() : forms[form](standard.rendering()));
serveRequests('ready', (form) => timedHere(() => work(form)));
