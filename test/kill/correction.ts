import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, openApp } from '../../src/app.js';
import type { RunRecord } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { deskConfig, SLOT } from '../support/desk.js';
import { startMailServer, type TestMailServer } from '../support/smtp-server.js';
import { start } from './processes.js';

/** Longer than a lease, and than a doubt waits. */
const FORWARD = 120_000;
const MAX_RESENDS = 3;
const READERS = ['ada@example.com', 'grace@example.com'];

const watch = { signal: new AbortController().signal };

/** What came of a correction that was ended at its n-th trace, and asked for again. */
export interface CorrectionTrial {
  /** What the ended process passed, in order. */
  readonly passed: readonly string[];
  readonly code: number | null;
  readonly record: RunRecord;
  readonly mails: TestMailServer['mails'];
}

/** A digest sent with a hole; its correction, ended at trace `at` (null: let it finish); and asked for again, until it is done. */
export async function tryCorrection(at: number | null): Promise<CorrectionTrial> {
  const folder = mkdtempSync(join(tmpdir(), 'botdigest-kill-'));
  const api = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
  const mail = await startMailServer();
  const ledger = await openLedger({ kind: 'sqlite', path: join(folder, 'botdigest.db') });
  const record = async () => {
    const [last] = await ledger.history.runs({ limit: 1 });
    if (!last) throw new Error('there is no run');
    return last;
  };
  try {
    const deliver = [`email: { to: [${READERS.join(', ')}] }`, 'folder: { path: ./exports }'];
    const config = deskConfig(api.url, { mailPort: mail.port, deliver })
      .replace('./data/', './')
      .replace(/reports: \[(\w+)\]/, 'reports: [$1, interactions]');
    writeFileSync(join(folder, 'config.yaml'), config);
    api.setFaults([{ match: { report: 'interactions' }, fault: { kind: 'status', status: 500 } }]);
    await here(folder, 0, (app) => app.run(app.digest('daily'), SLOT, watch));
    const { run } = await record();
    if (run.reason !== 'incomplete') throw new Error(`The run is ${run.state}, ${run.reason}: ${run.error}`);
    api.setFaults([]);
    const end: Record<string, string> = at === null ? {} : { END_AT: String(at), END_WITH: 'SIGKILL' };
    const code = await start(folder, { trace: 'first', ...end }, ['resend', run.id]).ended;
    for (let tried = 1; tried <= MAX_RESENDS && (await record()).run.state !== 'completed'; tried += 1) {
      await here(folder, FORWARD * tried, (app) => app.resend(run.id, {}, watch));
    }
    const passed = readFileSync(join(folder, 'first.trace'), 'utf8').trim().split('\n');
    return { passed, code, record: await record(), mails: [...mail.mails] };
  } finally {
    await ledger.close();
    await Promise.all([api.close(), mail.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Does something with the program in this process, whose clock is so many ms ahead. */
async function here(folder: string, ahead: number, work: (app: App) => Promise<unknown>): Promise<void> {
  const clock = { ...systemClock, now: () => Date.now() + ahead };
  const app = await openApp(join(folder, 'config.yaml'), { env: {}, clock });
  await work(app).finally(() => app.stop());
}

/** What is wrong with how it ended; empty when everybody has one correction, or two where that is flagged. */
export function correctionFaults({ record: { run, deliveries }, mails }: CorrectionTrial): string[] {
  const faults: string[] = [];
  if (run.state !== 'completed' || run.reason !== 'corrected')
    faults.push(`the run is ${run.state}, ${run.reason}: ${run.error}`);
  for (const reader of READERS) {
    const got = mails.filter(({ to }) => to.includes(reader)).map(({ raw }) => raw);
    const corrections = got.filter((raw) => /^In-Reply-To:/m.test(raw));
    const flagged = deliveries.some(
      ({ target, edition, reason }) => target === reader && edition > 0 && reason === 'possible-duplicate',
    );
    if (got.length - corrections.length !== 1) faults.push(`${reader} got what is corrected again`);
    if (corrections.length !== 1 && !(corrections.length === 2 && flagged))
      faults.push(`${reader} got ${corrections.length} corrections`);
    if (new Set(corrections).size > 1) faults.push(`${reader} got two different ones`);
  }
  return faults;
}
