import { type FSWatcher, realpathSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { contentsOf, type WatchContext, type WatchedContents } from './watched.js';

/** Editors write a file in several steps. */
const SETTLED = 300;
/** A file that is replaced is away for a moment; after that it is missing. */
const AWAY = 2_000;
/** Links to other folders and network file systems tell of no change. */
const POLL = 5_000;

export interface Watched extends WatchContext {
  readonly file: string;
  /** What they held when the configuration was read. */
  readonly known: WatchedContents;
}

/**
 * Calls `changed` when a configuration or one of its secret files says something else than before, also when one is away for long or comes back.
 * Their folders are watched, since files are often replaced as a whole, and mounted ones are links that are turned.
 */
export function watchConfiguration(watched: Watched, changed: () => void): { stop(): void } {
  return new ConfigurationWatcher(watched, changed);
}

class ConfigurationWatcher {
  readonly #watched: Watched;
  readonly #changed: () => void;
  readonly #poll: NodeJS.Timeout;
  #last: WatchedContents;
  #folders = new Map<string, FSWatcher>();
  #names: ReadonlySet<string> = new Set();
  #timer: NodeJS.Timeout | undefined;
  #looking = Promise.resolve();
  /** Since when a file that was there has been away. */
  #awaySince: number | null = null;
  #stopped = false;

  constructor(watched: Watched, changed: () => void) {
    this.#watched = watched;
    this.#changed = changed;
    this.#last = watched.known;
    this.#poll = setInterval(() => this.#lookSoon(0), POLL);
    this.#poll.unref();
    this.#follow();
    this.#lookSoon(0);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#poll);
    for (const watcher of this.#folders.values()) watcher.close();
  }

  #lookSoon(wait: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, wait);
  }

  async #look(): Promise<void> {
    if (this.#stopped) return;
    const now = await contentsOf(this.#watched.file, this.#watched, this.#last);
    if (this.#stopped) return;
    this.#follow();
    if (same(now, this.#last)) {
      this.#awaySince = null;
      return;
    }
    const away = [...now].some(([path, hash]) => hash === null && (this.#last.get(path) ?? null) !== null);
    this.#awaySince = away ? (this.#awaySince ?? performance.now()) : null;
    if (this.#awaySince !== null && performance.now() - this.#awaySince < AWAY)
      return this.#lookSoon(SETTLED);
    this.#awaySince = null;
    this.#last = now;
    this.#follow();
    this.#changed();
  }

  /** Watches the folders of all files, and of those that they are links to. */
  #follow(): void {
    const names = new Set<string>();
    const folders = new Set<string>();
    for (const path of this.#last.keys())
      for (const place of new Set([path, targetOf(path)])) {
        folders.add(dirname(place));
        names.add(basename(place));
      }
    for (const [folder, watcher] of this.#folders)
      if (!folders.has(folder)) {
        watcher.close();
        this.#folders.delete(folder);
      }
    for (const folder of folders) if (!this.#folders.has(folder)) this.#watchFolder(folder);
    this.#names = names;
  }

  #watchFolder(folder: string): void {
    const gone = () => {
      this.#folders.get(folder)?.close();
      this.#folders.delete(folder);
    };
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        // A folder that is replaced as a whole says so by its own name.
        if (event === 'rename' && name === basename(folder)) gone();
        // A mounted file is a link, and what changes is another name in the folder.
        else if (name !== null && !this.#names.has(name) && !name.startsWith('..')) return;
        this.#lookSoon(SETTLED);
      });
      watcher.on('error', gone);
      this.#folders.set(folder, watcher);
    } catch {
      // It is not there, or cannot be watched: the next poll looks again.
    }
  }
}

function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

const same = (one: WatchedContents, other: WatchedContents): boolean =>
  one.size === other.size && [...one].every(([path, hash]) => other.has(path) && other.get(path) === hash);
