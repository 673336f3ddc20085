/** SIGHUP as a wish: it ends the process neither while this starts nor while it stops. */
export interface Sighup {
  /** What to do on each from now on; at once for those that came before anything was to be done. */
  heed(act: () => void): void;
  stop(): void;
}

export function listenForSighup(): Sighup {
  let early = false;
  let act = () => {
    early = true;
  };
  const onHangup = () => act();
  process.on('SIGHUP', onHangup);
  return {
    heed(next) {
      act = next;
      if (early) act();
      early = false;
    },
    stop: () => void process.off('SIGHUP', onHangup),
  };
}
