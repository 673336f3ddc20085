import { type FSWatcher, realpathSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { contentsOf, type WatchContext, type WatchedContents } from './watched.js';

/** Debounce, ms: editors write a file in several steps. */
const SETTLED = 300;
/** A replaced file is absent for a moment; after this time, ms, it counts as missing. */
const AWAY = 2_000;
/** Polling interval, ms: links to other folders and network file systems emit no events. */
const POLL = 5_000;

export interface Watched extends WatchContext {
  readonly file: string;
  /** Their contents when the configuration was loaded. */
  readonly known: WatchedContents;
}

/**
 * Calls `changed` when the content of a configuration or of one of its secret files changes, and when one goes missing or reappears. Watches
 * their folders, since files are often replaced as a whole, and mounted secrets are symbolic links that are switched.
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
  /** Since when a file has been missing. */
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

  /** Watches the folders of all files and of the files they link to. */
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
        // A replaced folder is reported under its own name.
        if (event === 'rename' && name === basename(folder)) gone();
        // A mounted file is a link; the event names another entry of the folder.
        else if (name !== null && !this.#names.has(name) && !name.startsWith('..')) return;
        this.#lookSoon(SETTLED);
      });
      watcher.on('error', gone);
      this.#folders.set(folder, watcher);
    } catch {
      // Missing or not watchable: the next poll checks it.
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
