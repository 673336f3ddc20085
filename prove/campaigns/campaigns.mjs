import { clock } from './clock.mjs';
import { disk } from './disk.mjs';
import { faults } from './faults.mjs';
import { kills } from './kills.mjs';
import { partitions } from './partitions.mjs';
import { power } from './power.mjs';
import { processes } from './processes.mjs';
import { syscalls } from './syscalls.mjs';

/** In the order in which they are made. @type {readonly import('./case.mjs').Campaign[]} */
export const campaigns = [kills, syscalls, power, faults, processes, partitions, clock, disk];
