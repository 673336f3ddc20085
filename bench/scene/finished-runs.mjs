/** Commits of one run after it is queued: claim, note and end. */
export const COMMITS_EACH = 3;

/** Queues runs of a digest, a minute apart, in one commit, and works each off without sending anything. */
export async function finishRuns(ledger, digest, count) {
  const at = Date.now();
  const due = Array.from({ length: count }, (_slot, index) => ({
    scheduledFor: at - index * 60_000,
    trigger: 'cron',
    state: 'queued',
    reason: 'due',
    deadline: null,
  }));
  await ledger.slots.advance({ from: null, to: { digest, schedule: 'bench', at }, due }, at);
  for (let run = 0; run < count; run++) {
    const { lease } = await ledger.runs.claim({ owner: 'bench', until: at + 60_000 }, at);
    await ledger.runs.note(lease, { what: 'fetched', reason: 'complete', detail: null }, at);
    await ledger.runs.finish(lease, { state: 'completed', reason: 'delivered', error: null }, at);
  }
}
