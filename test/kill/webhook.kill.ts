import { everyPoint } from './every-point.js';

await everyPoint('webhook');
