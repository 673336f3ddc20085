import { localQueue } from '../../src/queue/loop.js';
import { queueConformance } from './queue.js';

queueConformance({ name: 'local', open: async () => localQueue({ pause: 50 }) });
