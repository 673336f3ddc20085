import type { History } from '../../ledger/ledger.js';
import type { Run } from '../../ledger/model/run.js';
import { hasUnknownResult } from '../../ledger/model/states.js';
import { UserError } from '../../lib/errors.js';

type Runs = Pick<History, 'run' | 'runs' | 'beginning' | 'digests'>;

/** The id of the run that a person means: its id or the unique beginning of it, `last`, or a digest's id for its last run. */
export async function findRun(history: Runs, digests: Iterable<string>, word: string): Promise<string> {
  if (new Set([...digests, ...(await history.digests())]).has(word)) return lastOf(history, word);
  if (word === 'last') return lastOf(history, null);
  const candidates = HEX.test(word) ? await history.beginning(word.toLowerCase()) : [];
  const [first, ...others] = candidates;
  if (!first) throw noRun(`There is no run “${word}”.`);
  if (others.length > 0)
    throw refused(
      'ambiguous-run',
      `“${word}” begins several runs: ${candidates.map(named).join(', ')}. Write more of it.`,
    );
  return first.id;
}

/** The id of the delivery that a person means: a run and the delivery's number, `last.2`. */
export async function findDelivery(history: Runs, digests: Iterable<string>, word: string): Promise<string> {
  const dot = word.lastIndexOf('.');
  const number = word.slice(dot + 1);
  if (dot > 0 && /^[1-9]\d*$/.test(number))
    return `${await findRun(history, digests, word.slice(0, dot))}.${number}`;
  const run = await findRun(history, digests, word);
  const unknown = ((await history.run(run))?.deliveries ?? []).filter(hasUnknownResult);
  const [only, ...others] = unknown;
  if (only && others.length === 0) return only.id;
  const which = unknown.map(({ id, kind, target }) => `${id} (${kind} ${target})`).join(', ');
  throw refused(
    'usage',
    which === ''
      ? `No delivery of the run ${run} is unknown or held. botdigest explain ${run} says how it stands.`
      : `Say which delivery of the run ${run}: ${which}.`,
  );
}

async function lastOf(history: Runs, digest: string | null): Promise<string> {
  const [last] = await history.runs({ limit: 1, ...(digest === null ? {} : { digest }) });
  if (last) return last.run.id;
  throw noRun(digest === null ? 'Nothing was run yet.' : `${digest} was not run yet.`);
}

const HEX = /^[0-9a-f]{1,16}$/i;

const named = ({ id, digest, scheduledFor }: Run) =>
  `${id} (${digest}, ${new Date(scheduledFor).toISOString()})`;

const refused = (code: string, message: string) => new UserError(code, message, { exitCode: 2 });
const noRun = (what: string) => refused('unknown-run', `${what} botdigest runs lists those there are.`);
