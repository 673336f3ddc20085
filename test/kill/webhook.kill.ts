import { everyPointBy } from './every-medium.js';

await everyPointBy('webhook');
