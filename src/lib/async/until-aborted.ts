/** The result of `work`; rejects with the signal's reason when that is aborted first. The work itself goes on. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const finished = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { signal: finished.signal });
  });
  return Promise.race([aborted, work]).finally(() => finished.abort());
}
