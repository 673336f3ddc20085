/**
 * @typedef {object} Load
 * @property {number} digests How many are due at one instant.
 * @property {number} tokens Accounts; digests are spread evenly over them.
 *
 * @typedef {object} Costs Of one digest, as measured.
 * @property {number} cpu ms of one core.
 * @property {number} requests To the API.
 * @property {number} commits To the store.
 *
 * @typedef {object} Api
 * @property {number} answer ms for one answer.
 * @property {number} concurrency Requests at a time for one token.
 * @property {number} minInterval ms between two starts for one token.
 *
 * @typedef {object} Fleet
 * @property {number} machines
 * @property {number} cores Of each machine.
 * @property {number} concurrency Concurrent digests on each machine.
 * @property {number} commitsPerSecond Throughput of the shared store.
 *
 * @typedef {object} Outcome
 * @property {number} p50 Lateness in ms.
 * @property {number} p99
 * @property {number} last
 * @property {number} requestsPerSecond To the API, on average until the last request.
 */

/**
 * Simulates digests that are all due at once, in the order in which they are claimed: each waits for a free slot on a machine, for
 * its token, for a core and for the store, and holds its slot until it is delivered. Deterministic.
 *
 * @param {Load} load
 * @param {Costs} costs
 * @param {Api} api
 * @param {Fleet} fleet
 * @returns {Outcome}
 */
export function simulate(load, costs, api, fleet) {
  const places = earliest(fleet.machines * fleet.concurrency);
  const cores = earliest(fleet.machines * fleet.cores);
  const tokens = new Float64Array(load.tokens);
  const { spacing, fetching } = paceOf(costs, api);
  const writing = (costs.commits * 1000) / fleet.commitsPerSecond;
  const lateness = new Float64Array(load.digests);
  let store = 0;
  let fetched = 0;
  for (let digest = 0; digest < load.digests; digest++) {
    const token = digest % load.tokens;
    const begun = Math.max(places.first(), tokens[token]);
    tokens[token] = begun + spacing;
    fetched = Math.max(fetched, begun + fetching);
    const rendered = Math.max(begun + fetching, cores.first()) + costs.cpu;
    cores.replaceFirst(rendered);
    store = Math.max(store, rendered) + writing;
    places.replaceFirst(store);
    lateness[digest] = store;
  }
  lateness.sort();
  const at = (share) => lateness[Math.min(load.digests - 1, Math.floor(share * load.digests))];
  const requestsPerSecond = (load.digests * costs.requests * 1000) / fetched;
  return { p50: at(0.5), p99: at(0.99), last: lateness[load.digests - 1], requestsPerSecond };
}

/**
 * How long one digest occupies its token, and how long its own requests take.
 *
 * @param {Costs} costs
 * @param {Api} api
 */
function paceOf({ requests }, { answer, concurrency, minInterval }) {
  const spacing = requests * Math.max(minInterval, answer / concurrency);
  return { spacing, fetching: spacing + answer };
}

/**
 * The fewest machines with which 99 of 100 digests are at most `within` ms late; null when no number is enough, because the API or the
 * store is the bottleneck.
 *
 * @param {Load} load
 * @param {Costs} costs
 * @param {Api} api
 * @param {Omit<Fleet, 'machines'>} kind
 * @param {number} within
 * @returns {{ machines: number, outcome: Outcome } | null}
 */
export function fewestMachines(load, costs, api, kind, within) {
  const outcomeOf = (machines) => simulate(load, costs, api, { ...kind, machines });
  let most = 1;
  while (outcomeOf(most).p99 > within) {
    if (most >= load.digests) return null;
    most *= 2;
  }
  let least = most === 1 ? 1 : most / 2 + 1;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (outcomeOf(middle).p99 <= within) most = middle;
    else least = middle + 1;
  }
  return { machines: most, outcome: outcomeOf(most) };
}

/** A min-heap of the instants at which resources of one kind become free. */
function earliest(count) {
  const heap = new Float64Array(count);
  return {
    first: () => heap[0],
    replaceFirst(value) {
      let at = 0;
      for (;;) {
        const left = 2 * at + 1;
        if (left >= count) break;
        const least = left + 1 < count && heap[left + 1] < heap[left] ? left + 1 : left;
        if (heap[least] >= value) break;
        heap[at] = heap[least];
        at = least;
      }
      heap[at] = value;
    },
  };
}
