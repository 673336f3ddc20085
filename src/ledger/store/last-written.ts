import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';

/** Which ledger, and how many writes it has had. */
export interface Mark {
  readonly ledger: string;
  readonly count: number;
}

/** A file beside the ledger that says what was last written there: a ledger that knows less is an older copy. */
export interface LastWritten {
  /** Null where there is none, or none that can be read. */
  read(): Mark | null;
  /** Not synced: after a power failure it may know less than the ledger, and never more. */
  write(mark: Mark): void;
  close(): void;
}

export const lastWrittenFile = (path: string) => `${path}-last`;

export function openLastWritten(path: string): LastWritten {
  const file = lastWrittenFile(path);
  let handle: number | null = null;
  const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;
  return {
    read() {
      try {
        const [, ledger, count] = /^([0-9a-f]{16}) +(\d+)\n$/.exec(readFileSync(file, 'utf8')) ?? [];
        return ledger === undefined ? null : { ledger, count: Number(count) };
      } catch {
        return null;
      }
    },
    write({ ledger, count }) {
      try {
        handle ??= openSync(file, O_RDWR | O_CREAT | (O_NOFOLLOW ?? 0), 0o600);
        // One length for all, written in one go: whoever reads it sees the one or the other.
        writeSync(handle, `${ledger} ${String(count).padStart(15)}\n`, 0);
      } catch {
        // Without it an older copy is not noticed; the ledger itself is whole.
      }
    },
    close() {
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
}
