/** Lets a program of bench/work answer each question with what `answer` makes of it, until the one who asks is gone. */
export function answering(ready, answer) {
  process.on('message', async (question) => process.send(await answer(question)));
  process.on('disconnect', () => process.exit(0));
  process.send(ready);
}

/** Does something here: ms it took, and CPU time in ms. */
export async function timedHere(work) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}
