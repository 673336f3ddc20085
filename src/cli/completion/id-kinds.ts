/** What a shell may ask ids of. */
export const ID_KINDS = ['digests', 'alerts', 'bots', 'runs'] as const;
export type IdKind = (typeof ID_KINDS)[number];
