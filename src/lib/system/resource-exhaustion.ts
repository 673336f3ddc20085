/** Faults of this machine that pass by themselves: no file handles, no memory, no space. */
const CODES =
  /^(EMFILE|ENFILE|ENOBUFS|ENOSPC|EDQUOT|EFBIG|ENOMEM|EAGAIN|EIO|ETXTBSY|ERR_WORKER_OUT_OF_MEMORY|ERR_WORKER_INIT_FAILED)$/;

/** What V8 and libraries say for want of memory, without a code. */
const NO_MEMORY = /(buffer|memory) allocation failed|out of memory/i;

/** Whether an error, or what it came from, is such a fault. */
export function isResourceExhaustion(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const coded = 'code' in error && CODES.test(String(error.code));
  return coded || NO_MEMORY.test(error.message) || isResourceExhaustion(error.cause);
}
