// The parts of the program that the cases use.
export { openConfig } from '../src/configuration.js';
export { openLedger } from '../src/ledger/open.js';
export { systemClock } from '../src/lib/time/clock.js';
export { dueNow, instantConfig } from './scene/due.mjs';
export { openStandard, prepareStandard } from './scene/standard.mjs';
