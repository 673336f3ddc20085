import { kills } from './kills.mjs';
import { syscalls } from './syscalls.mjs';

/** In the order in which they are made. @type {readonly import('./case.mjs').Campaign[]} */
export const campaigns = [kills, syscalls];
