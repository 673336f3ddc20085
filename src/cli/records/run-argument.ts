/** Help for a run argument; `findRun` resolves it. */
export const RUN_ARGUMENT = 'run id or its beginning, a digest id for its last run, or last';
