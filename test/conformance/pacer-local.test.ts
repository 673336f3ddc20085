import { createPacer } from '../../src/chatbot/pacer.js';
import { systemClock } from '../../src/lib/clock.js';
import { pacerConformance } from './pacer.js';

pacerConformance({ name: 'local', open: (pace) => createPacer({ ...pace, clock: systemClock }) });
