import type { Digest } from '../digest/digest.js';

/** Words of files and messages, as opposed to those of figures, which the digest carries. */
export const words = {
  total: 'Total',
  summary: 'Summary',
  about: 'About',
  nothingMissing: 'Nothing is missing.',
  rows: (count: number) => counted(count, 'row', 'rows'),
  sheets: (count: number) => counted(count, 'sheet', 'sheets'),
  notices: (count: number) => counted(count, 'note', 'notes'),
  more: (count: number) => `${count} more`,
  filesInThread: (count: number) => `${counted(count, 'file', 'files')} in thread`,
  reason: (target: string, digest: Digest) =>
    `You receive this because ${target} is on the list of “${digest.id}”.`,
} as const;

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
