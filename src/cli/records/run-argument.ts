/** What commands that take a run say of it; `findRun` reads it. */
export const RUN_ARGUMENT = 'its id or the beginning of it, a digest for its last run, or last';
