import { setFlagsFromString } from 'node:v8';

/**
 * Where a machine has memory, V8 lets the heap grow to four times of what is alive before it clears up; half as much again takes half the
 * memory with many digests in hand. A command also keeps the room for new objects as small as it begins: a quarter less memory, for
 * a twentieth more time at most. Made again and again the same would take a seventh longer, so that a service lets that room grow.
 */
export function tuneHeap(purpose: 'command' | 'service'): void {
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString(`--semi-space-growth-factor=${purpose === 'command' ? 1 : 2}`);
}
