import { readdirSync, readFileSync } from 'node:fs';

/** Process statistics from /proc; an ended process counts as 0. */

/** Clock ticks of 10 ms. */
const TICK = 10;

function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may contain anything, so fields are counted from the closing bracket.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
    return { parent: Number(fields[1]), own: user + system, children: childUser + childSystem };
  } catch {
    return null;
  }
}

/** A process and its descendants. */
export function treeOf(root) {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), statOf(name)?.parent]);
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
}

/** CPU time in ms of a process tree, of ended children too. */
export function cpuOf(root) {
  const stats = treeOf(root).map(statOf);
  return stats.reduce((sum, stat) => sum + (stat ? stat.own + stat.children : 0), 0) * TICK;
}

/** CPU time in ms of the children of this process that have ended. */
export const cpuOfEnded = () => (statOf('self')?.children ?? 0) * TICK;

/** Memory of a process tree in bytes, shared pages divided among their users (PSS). */
function memoryOf(root) {
  return treeOf(root).reduce((sum, pid) => sum + pssOf(pid), 0);
}

function pssOf(pid) {
  try {
    const [, kib = 0] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return Number(kib) * 1024;
  } catch {
    return 0;
  }
}

/** Samples a tree's memory until stopped. Sampling costs time, so nothing is timed meanwhile. */
export function watchMemory(root, every = 20) {
  let peak = memoryOf(root);
  const look = () => {
    peak = Math.max(peak, memoryOf(root));
  };
  const timer = setInterval(look, every);
  return () => {
    clearInterval(timer);
    look();
    return peak;
  };
}
