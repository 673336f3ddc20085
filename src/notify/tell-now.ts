import { createNotifier, type NotifierTools } from './notifier.js';

/**
 * Sends due notices and waits for them, for commands that exit afterwards. Returns a sentence for each recipient that could not be notified;
 * those notices stay due.
 */
export async function tellNow(tools: Omit<NotifierTools, 'observe'>, signal: AbortSignal): Promise<string[]> {
  const untold: string[] = [];
  const notifier = createNotifier({
    ...tools,
    observe(event) {
      if (event.kind !== 'notice' || event.receipt.state === 'delivered') return;
      const { to, receipt } = event;
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
