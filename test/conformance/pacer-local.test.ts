import { createPacer } from '../../src/chatbot/client/pacer.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { pacerConformance } from './pacer.js';

pacerConformance({ name: 'local', open: (pace) => createPacer({ ...pace, clock: systemClock }) });
