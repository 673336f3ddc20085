import { messageOf } from '../lib/errors.js';

export type Task<Value> =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly value: Value; readonly at: number }
  | { readonly state: 'failed'; readonly message: string; readonly at: number };

/** Work that takes longer than a page may: it is begun, and its result shown by a later page. The latest few are kept. */
export interface Tasks<Value> {
  /** Begins the work, unless it is under way. */
  begin(key: string, work: () => Promise<Value>): void;
  /** Null where nothing was begun, or its result is gone. */
  look(key: string): Task<Value> | null;
  /** The result once it is there; begins the work where it was not. */
  result(key: string, work: () => Promise<Value>): Promise<Value>;
}

interface Kept<Value> {
  task: Task<Value>;
  readonly value: Promise<Value>;
}

export function createTasks<Value>(capacity: number, now: () => number): Tasks<Value> {
  const kept = new Map<string, Kept<Value>>();
  const begin = (key: string, work: () => Promise<Value>): Kept<Value> => {
    const entry: Kept<Value> = { task: { state: 'running' }, value: work() };
    entry.value.then(
      (value) => {
        entry.task = { state: 'done', value, at: now() };
      },
      (error) => {
        entry.task = { state: 'failed', message: messageOf(error), at: now() };
      },
    );
    kept.delete(key);
    for (const oldest of kept.keys()) {
      if (kept.size < capacity) break;
      kept.delete(oldest);
    }
    kept.set(key, entry);
    return entry;
  };
  return {
    begin(key, work) {
      if (kept.get(key)?.task.state !== 'running') begin(key, work);
    },
    look: (key) => kept.get(key)?.task ?? null,
    result(key, work) {
      const found = kept.get(key);
      return (found && found.task.state !== 'failed' ? found : begin(key, work)).value;
    },
  };
}
