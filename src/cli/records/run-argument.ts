/** Help for a run argument; `findRun` resolves it. */
export const RUN_ARGUMENT = 'run id or its beginning, a digest id for its last run, or last';

/** Help for the argument of `explain`, which also takes what an alert's message was about. */
export const EXPLAINED_ARGUMENT = `${RUN_ARGUMENT}; or the id of an alert's episode`;
