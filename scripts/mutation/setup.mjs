import fc from 'fast-check';
import { beforeEach } from 'vitest';
import { PARTS } from './parts.mjs';

const { slow = [] } = PARTS[process.env.PART];

// Nobody looks at the smallest sample that fails, and the search for it takes longer than all else.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

beforeEach(({ task, skip }) => skip(slow.includes(task.name)));
