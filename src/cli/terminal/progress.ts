import type { Terminal } from './terminal.js';

/** Reports the number of finished requests and of all requests. */
export type Report = (done: number, total: number) => void;

const BAR_WIDTH = 24;

/** Runs `work` with progress on stderr: a spinner and bar on a terminal, else one line with the title; nothing for null. */
export async function withProgress<T>(
  terminal: Terminal,
  title: string | null,
  work: (report: Report) => Promise<T>,
): Promise<T> {
  if (title === null) return work(() => {});
  if (terminal.stderr.isTTY) return withBar(terminal, title, work);
  terminal.stderr.write(`${title}\n`);
  return work(() => {});
}

async function withBar<T>(
  terminal: Terminal,
  title: string,
  work: (report: Report) => Promise<T>,
): Promise<T> {
  const { Listr, ListrLogger, ProcessOutput } = await import('listr2');
  const logger = new ListrLogger({ processOutput: new ProcessOutput(terminal.stderr, terminal.stderr) });
  const task = async (context: { result?: T }, task: { output: string }) => {
    context.result = await work((done, total) => {
      task.output = bar(done, total);
    });
  };
  const list = new Listr<{ result?: T }>([{ title, task }], {
    renderer: 'default',
    rendererOptions: { logger, showErrorMessage: false },
  });
  const { result } = await list.run({});
  return result as T;
}

/** `████████░░░░░░░░ 12 of 40 requests`. */
function bar(done: number, total: number): string {
  const filled = total === 0 ? BAR_WIDTH : Math.round((done / total) * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${done} of ${total} requests`;
}
