import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Ledger, StoredPause } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open.js';
import { childProgram } from '../support/build.js';
import { emptyFolder } from '../support/folder.js';
import { HOUR, MONDAY } from '../support/ledger-work.js';

const PRELOAD = fileURLToPath(new URL('../kill/preload.mjs', import.meta.url));

const NEXT = { digest: 'weekly', scheduledFor: MONDAY + HOUR };

interface Case {
  readonly write: 'pause' | 'resume' | 'skip' | 'unskip';
  /** What is stored before. */
  readonly before: (ledger: Ledger) => Promise<unknown>;
  readonly stored: Partial<StoredPause>;
}

const CASES: readonly Case[] = [
  { write: 'pause', before: async () => {}, stored: { kind: 'pause', until: null, by: 'child' } },
  {
    write: 'resume',
    before: (ledger) => ledger.pauses.pause('weekly', { until: null, by: 'ada' }, MONDAY),
    stored: { kind: 'pause', until: MONDAY + 1, by: 'ada', endedBy: 'child' },
  },
  { write: 'skip', before: async () => {}, stored: { kind: 'skip', from: MONDAY + HOUR, by: 'child' } },
  {
    write: 'unskip',
    before: (ledger) => ledger.pauses.skip(NEXT, 'ada', MONDAY),
    stored: { kind: 'skip', until: MONDAY + HOUR, by: 'ada', endedBy: 'child' },
  },
];

const PHASES = [
  ['begun', false],
  ['done', false],
  ['committed', true],
] as const;

const POINTS = CASES.flatMap((one) =>
  PHASES.map(([phase, stored]) => [one.write, phase, stored, one] as const),
);

test.each(POINTS)(
  'Killed when a %s is %s, it is stored as a whole or not at all',
  async (write, phase, stored, one) => {
    const path = join(emptyFolder(), 'botdigest.db');
    const ledger = await openLedger({ kind: 'sqlite', path });
    onTestFinished(() => ledger.close());
    await one.before(ledger);
    const before = await ledger.pauses.all();
    const env = {
      TRACE_FILE: `${path}.trace`,
      END_ON: `ledger:pauses.${write}:${phase}`,
      END_WITH: 'SIGKILL',
    };
    const args = ['--import', PRELOAD, childProgram('pause-writes'), path, write];
    const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
    const after = await ledger.pauses.all();
    if (stored) expect(after).toMatchObject([one.stored]);
    else expect(after).toEqual(before);
  },
);
