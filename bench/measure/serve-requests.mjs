/** Serves requests of the parent process with `answer`, until it disconnects. */
export function serveRequests(ready, answer) {
  process.on('message', async (question) => process.send(await answer(question)));
  process.on('disconnect', () => process.exit(0));
  process.send(ready);
}

/** Runs a function in this process; returns wall and CPU time, ms. */
export async function timedHere(work) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}
