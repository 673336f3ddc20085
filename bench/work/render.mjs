// Renders the standard digest whenever it is asked: node render.mjs <folder>
import { answering, timedHere } from '../measure/answering.mjs';
import { forms, openStandard } from './standard.mjs';

const standard = await openStandard(process.argv[2], 'service');
const work = (form) => (form === 'digest' ? standard.compose() : forms[form](standard.rendering()));
answering('ready', (form) => timedHere(() => work(form)));
