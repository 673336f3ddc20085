import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';

/** A ledger's id and its number of writes. */
export interface Mark {
  readonly ledger: string;
  readonly count: number;
}

/** A file beside the ledger with the id and count of its last write; a ledger with a lower count is an older copy. */
export interface LastWritten {
  /** Null when it is missing or cannot be read. */
  read(): Mark | null;
  /** Not synced: after a power failure it may be behind the ledger, never ahead. */
  write(mark: Mark): void;
  /** Another count of the ledger that was written last; does nothing before that. */
  count(count: number): void;
  close(): void;
}

export const lastWrittenFile = (path: string) => `${path}-last`;

export function openLastWritten(path: string): LastWritten {
  const file = lastWrittenFile(path);
  let handle: number | null = null;
  let known: string | null = null;
  const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;
  const write = ({ ledger, count }: Mark) => {
    known = ledger;
    try {
      handle ??= openSync(file, O_RDWR | O_CREAT | (O_NOFOLLOW ?? 0), 0o600);
      // Fixed length and a single write, so that a reader sees the old or the new content.
      writeSync(handle, `${ledger} ${String(count).padStart(15)}\n`, 0);
    } catch {
      // Without the file only the detection of older copies is lost.
    }
  };
  return {
    read() {
      try {
        const [, ledger, count] = /^([0-9a-f]{16}) +(\d+)\n$/.exec(readFileSync(file, 'utf8')) ?? [];
        return ledger === undefined ? null : { ledger, count: Number(count) };
      } catch {
        return null;
      }
    },
    write,
    count(count) {
      if (known !== null) write({ ledger: known, count });
    },
    close() {
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
}
