import { localQueue } from '../../src/queue/local.js';
import { queueConformance } from './queue.js';

queueConformance({ name: 'local', open: async () => localQueue({ pause: 50 }) });
