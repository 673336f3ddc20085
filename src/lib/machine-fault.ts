/** Faults of this machine that pass by themselves: no file handles, no memory, no space. */
const CODES =
  /^(EMFILE|ENFILE|ENOBUFS|ENOSPC|EDQUOT|ENOMEM|EAGAIN|ERR_WORKER_OUT_OF_MEMORY|ERR_WORKER_INIT_FAILED)$/;

/** Whether an error, or what it came from, is such a fault. */
export function isMachineFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && CODES.test(String(error.code))) || isMachineFault(error.cause);
}
