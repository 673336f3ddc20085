const MINUTE = 60_000;
const MAX_TRIES = 5;
/** Networks that are remembered; the oldest is forgotten when there are more. */
const MAX_NETWORKS = 10_000;

/** Counts tries of a password by the network that they come from: five a minute. */
export interface Tries {
  /** Counts a try; how long to wait instead, ms, when there were too many. */
  take(network: string, at: number): number | null;
  forget(network: string): void;
}

export function createTries(): Tries {
  const tries = new Map<string, readonly number[]>();
  return {
    take(network, at) {
      const recent = (tries.get(network) ?? []).filter((one) => at - one < MINUTE && one <= at);
      const [first] = recent;
      if (first !== undefined && recent.length >= MAX_TRIES) return first + MINUTE - at;
      tries.delete(network);
      for (const oldest of tries.keys()) {
        if (tries.size < MAX_NETWORKS) break;
        tries.delete(oldest);
      }
      tries.set(network, [...recent, at]);
      return null;
    },
    forget: (network) => void tries.delete(network),
  };
}
