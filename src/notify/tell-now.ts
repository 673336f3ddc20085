import { createNotifier, type NotifierTools } from './notifier.js';

/**
 * Tells what there is to tell and waits for it, for commands that end when their work is done. Returns a sentence for each that could not be
 * told; that news stays due for the next command, or for the service.
 */
export async function tellNow(tools: Omit<NotifierTools, 'observe'>, signal: AbortSignal): Promise<string[]> {
  const untold: string[] = [];
  const notifier = createNotifier({
    ...tools,
    observe(happening) {
      if (happening.kind !== 'notice' || happening.receipt.state === 'delivered') return;
      const { to, receipt } = happening;
      untold.push(`${to.kind} ${to.address} could not be told of it, ${receipt.reason}. ${receipt.message}`);
    },
  });
  const stop = () => void notifier.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (!signal.aborted) await notifier.look();
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return untold;
}
