import { reasonOf, UserError } from '../../lib/errors.js';
import { createRedactor, type Secret } from '../../lib/secret.js';
import { cleanLine, ForeignText } from '../../lib/text/foreign.js';

/**
 * Errors of the store. `store-busy`, `store-unreachable`, `store-insecure`, `store-full`, `store-read-only`, `store-gone` and `store-replaced`
 * are transient: nothing was written, unless the connection to PostgreSQL broke during the commit. The others need a person.
 */
export type StoreFault =
  | 'store-busy'
  | 'store-unreachable'
  | 'store-insecure'
  | 'store-full'
  | 'store-read-only'
  | 'store-gone'
  | 'store-replaced'
  | 'store-refused'
  | 'store-damaged'
  | 'store-newer'
  | 'store-foreign';

/**
 * Requests that the ledger refuses.
 * `fenced`: another process owns the run; stop working on it. `wrong-state`: the transition is not allowed. `run-busy`: a process holds a valid
 * lease on the run. `content-damaged`: stored content does not match its hash. `check-moved`: another run has checked the alert since.
 */
export type LedgerRefusal =
  | 'fenced'
  | 'wrong-state'
  | 'run-busy'
  | 'unknown-run'
  | 'unknown-delivery'
  | 'content-damaged'
  | 'check-moved';

const PASSING: readonly string[] = [
  'store-busy',
  'store-unreachable',
  'store-insecure',
  'store-full',
  'store-read-only',
  'store-gone',
  'store-replaced',
];

export class LedgerError extends UserError {
  override readonly name = 'LedgerError';
  declare readonly code: StoreFault | LedgerRefusal;

  constructor(code: StoreFault | LedgerRefusal, message: string, cause?: unknown) {
    super(code, message, { cause });
  }

  /** True when the same call may succeed later without a change of configuration. */
  get passing(): boolean {
    return PASSING.includes(this.code);
  }
}

/** An error of the store at `place`: its file, or its database without user and password. */
export function storeFault(code: StoreFault, place: string, cause?: unknown): LedgerError {
  const [what, advice] = SENTENCES[code];
  const why = cause === undefined ? '' : `: ${new ForeignText(reasonOf(cause)).line([])}`;
  return new LedgerError(code, `The store ${place} ${what}${why}. ${advice}`, cause);
}

/** Where a driver's error came from, and its code; null when it is no error of the store. */
interface Origin {
  readonly place: string;
  readonly code: StoreFault | null;
  /** Secrets that the server may quote. */
  readonly secrets: readonly Secret[];
}

/** The error to throw for a driver's error, with secrets redacted: a `LedgerError`, or the same error when its code is null. */
export function storeError(error: unknown, { place, code, secrets }: Origin): unknown {
  if (error instanceof Error && secrets.length > 0) {
    const redact = createRedactor(secrets);
    error.message = redact(cleanLine(redact(error.message)));
    error.stack = redact(error.stack ?? '');
  }
  return code === null ? error : storeFault(code, place, error);
}

/** What is wrong, and what to do. */
const SENTENCES: Readonly<Record<StoreFault, readonly [string, string]>> = {
  'store-busy': [
    'is locked by another process',
    'Try again; if it stays locked, end the process that holds it.',
  ],
  'store-unreachable': ['cannot be reached', 'Check that it is there and that this machine may use it.'],
  'store-insecure': [
    'cannot be reached over a connection that nobody else reads',
    'Give the server a certificate, or name its CA with sslrootcert=FILE in the address; in a network that you trust, sslmode=no-verify or sslmode=disable there goes without.',
  ],
  'store-full': ['has no space left on the device', 'Free some: work goes on by itself.'],
  'store-read-only': ['cannot be written', 'Give this user the right to write the file and its folder.'],
  'store-gone': [
    'is not there any more',
    'Put its file back: work goes on by itself. A start without it begins a new store that knows nothing of what was sent.',
  ],
  'store-replaced': [
    'is another file than the one that was opened',
    'Put the first one back: work goes on by itself. To go on with this one, start again.',
  ],
  'store-refused': [
    'refuses to serve',
    'Check the user, the password, the name and the rights of the database.',
  ],
  'store-damaged': [
    'is damaged and was left as it is',
    'Restore it from a backup, or move it away to begin a new one.',
  ],
  'store-newer': ['was written by a newer botdigest', 'Install that version again, or name another store.'],
  'store-foreign': ['belongs to another program', 'Name another file or database under store.'],
};
