import { everyPoint } from './every-point.js';

await everyPoint('chats');
