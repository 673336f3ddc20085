/** Handles SIGHUP without ending the process, also during start-up and shutdown. */
export interface Sighup {
  /** Sets the action. A SIGHUP during start-up triggers it at once. */
  handle(act: () => void): void;
  stop(): void;
}

export function listenForSighup(): Sighup {
  let early = false;
  let act = () => {
    early = true;
  };
  const listener = () => act();
  process.on('SIGHUP', listener);
  return {
    handle(next) {
      act = next;
      if (early) act();
      early = false;
    },
    stop: () => void process.off('SIGHUP', listener),
  };
}
