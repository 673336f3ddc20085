import { everyPointAbout } from './every-check.js';

await everyPointAbout('recovered');
