const TICK = 50;

/**
 * Milliseconds that work takes by the event loop: a stall of the machine, which holds the work and every timer up alike, counts as one tick. For
 * upper limits; rounded down to 50 ms.
 */
export async function loopTime(work: () => Promise<unknown>): Promise<number> {
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, TICK);
  try {
    await work();
  } finally {
    clearInterval(ticking);
  }
  return ticks * TICK;
}
