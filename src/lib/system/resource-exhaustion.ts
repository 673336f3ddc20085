/** Temporary faults of this machine: out of file handles, memory or disk space. */
const CODES =
  /^(EMFILE|ENFILE|ENOBUFS|ENOSPC|EDQUOT|EFBIG|ENOMEM|EAGAIN|EIO|ETXTBSY|ERR_WORKER_OUT_OF_MEMORY|ERR_WORKER_INIT_FAILED)$/;

/** Messages of V8 and of libraries that are out of memory and set no code. */
const NO_MEMORY = /(buffer|memory) allocation failed|out of memory/i;

/** Whether an error or one of its causes is such a fault. */
export function isResourceExhaustion(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const coded = 'code' in error && CODES.test(String(error.code));
  return coded || NO_MEMORY.test(error.message) || isResourceExhaustion(error.cause);
}
