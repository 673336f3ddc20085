import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * A disk of which power was cut: what was synced is there, and of what was not, nothing or some. It is replayed from what strace saw: writes go into a
 * file's content, `fsync` makes that content last. Names (created, renamed, removed) last at once, as on a file system that writes its journal early
 * (`eager`), or when their folder is synced (`lazy`).
 *
 * @typedef {{ lasting: Buffer, content: Buffer, pending: { at: number, bytes: Buffer }[] }} Inode
 * @typedef {{ names: 'eager' | 'lazy', keep(): boolean }} Loss `keep` decides about each write that was not synced
 */
export class Disk {
  /** @type {Map<string, Inode>} */
  #names = new Map();
  /** Names that last. @type {Map<string, Inode>} */
  #lasting = new Map();
  /** @type {Map<string, number>} */
  #offsets = new Map();
  #root;

  /** @param {string} root the folder of a trial @param {readonly string[]} folders those below it that are replayed, as they are before the program starts */
  constructor(root, folders) {
    this.#root = root;
    this.folders = folders;
    for (const path of folders.flatMap((folder) => filesIn(join(root, folder)))) {
      const bytes = readFileSync(path);
      const inode = { lasting: bytes, content: bytes, pending: [] };
      this.#names.set(path, inode);
      this.#lasting.set(path, inode);
    }
  }

  /** @param {string} path */
  #isOurs(path) {
    return (
      this.folders.some((folder) => path.startsWith(`${join(this.#root, folder)}/`)) && !path.endsWith('-shm')
    );
  }

  /** Replays what strace wrote with `-y -xx`. @param {string} text @returns {this} */
  replay(text) {
    /** Calls that had not returned when another thread was seen. @type {Map<string, string>} */
    const open = new Map();
    for (const line of text.split('\n')) {
      const [, pid = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
      const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
      if (rest.endsWith('<unfinished ...>')) open.set(pid, rest.slice(0, -'<unfinished ...>'.length));
      else if (resumed) this.#apply(`${open.get(pid) ?? ''}${resumed[1]}`);
      else this.#apply(rest);
    }
    return this;
  }

  /** @param {string} call */
  #apply(call) {
    const [, name = '', words = '', result = ''] = /^(\w+)\((.*)\) += (-?\d+|\?)/.exec(call) ?? [];
    if (!/^\d+$/.test(result)) return;
    const args = words.trim();
    const fd = /^(\d+<[^>]*>)/.exec(args)?.[1] ?? '';
    const path = unescaped(/<(.*)>/.exec(fd)?.[1] ?? '');
    const named = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) =>
      this.#absolute(unescaped(hex)),
    );
    if (name === 'openat') return this.#open(named[0] ?? '', args, result);
    if (name === 'rename' || name === 'renameat2') return this.#move(named[0] ?? '', named[1] ?? '');
    if (name === 'link' || name === 'linkat') return this.#link(named[0] ?? '', named[1] ?? '');
    if (name === 'unlink') return this.#remove(named[0] ?? '');
    if (name === 'fsync' || name === 'fdatasync') return this.#sync(path);
    if (!this.#isOurs(path)) return;
    if (name === 'pwrite64' || name === 'write') {
      const bytes = bytesOf(/"((?:\\x[0-9a-f]{2})*)"/.exec(args)?.[1] ?? '').subarray(0, Number(result));
      const at = name === 'pwrite64' ? Number(/, (\d+)$/.exec(args)?.[1]) : (this.#offsets.get(fd) ?? 0);
      if (name === 'write') this.#offsets.set(fd, at + bytes.length);
      this.#write(path, at, bytes);
    }
    if (name === 'ftruncate') this.#truncate(path, Number(/, (\d+)$/.exec(args)?.[1]));
  }

  /** @param {string} path */
  #absolute(path) {
    return path.startsWith('/') ? path : join(this.#root, path);
  }

  /** @param {string} path @param {string} args @param {string} fd */
  #open(path, args, fd) {
    for (const known of this.#offsets.keys()) if (known.startsWith(`${fd}<`)) this.#offsets.delete(known);
    if (!this.#isOurs(path)) return;
    if (args.includes('O_CREAT') && !this.#names.has(path))
      this.#names.set(path, { lasting: Buffer.alloc(0), content: Buffer.alloc(0), pending: [] });
    if (args.includes('O_TRUNC')) this.#truncate(path, 0);
  }

  /** @param {string} path @param {number} at @param {Buffer} bytes */
  #write(path, at, bytes) {
    const inode = this.#names.get(path);
    if (!inode) return;
    inode.content = overlaid(inode.content, at, bytes);
    inode.pending.push({ at, bytes });
  }

  /** @param {string} path @param {number} size */
  #truncate(path, size) {
    const inode = this.#names.get(path);
    if (inode) inode.content = Buffer.concat([inode.content], size);
  }

  /** @param {string} from @param {string} to */
  #move(from, to) {
    const inode = this.#names.get(from);
    if (!inode) return;
    this.#names.delete(from);
    this.#names.set(to, inode);
  }

  /** @param {string} from @param {string} to */
  #link(from, to) {
    const inode = this.#names.get(from);
    if (inode) this.#names.set(to, inode);
  }

  /** @param {string} path */
  #remove(path) {
    this.#names.delete(path);
  }

  /** A file with its own name, as file systems with a journal do, or the names of a folder. @param {string} path */
  #sync(path) {
    const inode = this.#names.get(path);
    if (inode) {
      inode.lasting = inode.content;
      inode.pending = [];
      if (![...this.#lasting.values()].includes(inode)) this.#lasting.set(path, inode);
      return;
    }
    const isIn = (/** @type {string} */ one) => dirname(one) === path;
    for (const one of [...this.#lasting.keys()].filter(isIn))
      if (!this.#names.has(one)) this.#lasting.delete(one);
    for (const [one, there] of this.#names) if (isIn(one)) this.#lasting.set(one, there);
  }

  /** Leaves on the real disk what lasts. @param {Loss} loss */
  cut({ names, keep }) {
    for (const folder of this.folders) {
      rmSync(join(this.#root, folder), { recursive: true, force: true });
      mkdirSync(join(this.#root, folder), { recursive: true });
    }
    for (const [path, { lasting, pending }] of names === 'eager' ? this.#names : this.#lasting) {
      const left = pending
        .filter(keep)
        .reduce((bytes, write) => overlaid(bytes, write.at, write.bytes), lasting);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, left, { mode: 0o600 });
    }
  }
}

/** @param {Buffer} bytes @param {number} at @param {Buffer} more */
function overlaid(bytes, at, more) {
  const whole = Buffer.alloc(Math.max(bytes.length, at + more.length));
  bytes.copy(whole);
  more.copy(whole, at);
  return whole;
}

/** @param {string} hex `\x41\x42` */
const bytesOf = (hex) => Buffer.from(hex.replaceAll('\\x', ''), 'hex');
const unescaped = (/** @type {string} */ hex) => (hex.startsWith('\\x') ? bytesOf(hex).toString() : hex);

/** @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(folder, relative(folder, join(entry.parentPath, entry.name))))
    : [];
