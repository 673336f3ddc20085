import { expectedOf } from './expected.mjs';
import { groupedBy } from './grouped.mjs';
import { messagesOf } from './messages.mjs';

/**
 * Whether everything that was due came to every reader once. It reads the histories of the witnesses, the configuration, the clock (a history of
 * what was done to the program) and the output of `runs --json`, and nothing else of the program.
 *
 * - Every slot that became due, and every word of an alert's episode, has exactly one message a reader.
 * - A second copy is allowed where the channel sends again, it is the same message, `runs` flags it as `possible-duplicate` or `held`, and there is a
 *   cause: the witness was told to fall silent, or the program was killed, or cut off, right after the first copy.
 * - A message may be missing only where `runs` has it as `held`, with such a cause.
 *
 * @typedef {import('./messages.mjs').Entry} Entry
 * @typedef {import('./messages.mjs').Message} Message
 * @typedef {import('./expected.mjs').Expected} Expected
 * @typedef {import('./expected.mjs').ClockEntry} ClockEntry
 * @typedef {{ kind: string, target: string, part: string, slice: string, state: string, reason: string }} Delivery
 * @typedef {{ id: string, digest: string, scheduledFor: string, state: string, reason: string, deliveries: readonly Delivery[] }} RunRecord
 * @typedef {{ config: any, histories: Readonly<Record<string, readonly Entry[]>>, clock: readonly ClockEntry[], runs: readonly RunRecord[] }} Evidence
 * @typedef {{ violations: string[], expected: number, messages: number, doubles: number, held: number }} Verdict
 */

/** Channels that send once more after an unknown outcome. */
const SENDS_AGAIN = ['email', 'webhook'];
/** What may leave a send without an outcome. */
const INTERRUPTIONS = ['killed', 'cut', 'dropped'];

/** @param {Evidence} evidence @returns {Verdict} */
export function check(evidence) {
  const { config, histories } = evidence;
  const titles = new Map(Object.entries(config.alerts ?? {}).map(([id, { title = id }]) => [id, title]));
  const expected = expectedOf(evidence);
  const messages = Object.entries(histories).flatMap(([kind, seen]) => messagesOf(kind, seen, titles));
  const place = (/** @type {Message | Expected} */ { channel, reader, key }) =>
    `${channel} ${reader}: ${key}`;
  const due = groupedBy(expected, place);
  const came = groupedBy(messages, place);
  const judged = [...due].map(([at, wanted]) =>
    judge(evidence, messages, { at, wanted, copies: came.get(at) ?? [] }),
  );
  const strays = [...came]
    .filter(([at]) => !due.has(at))
    .map(([at, { length }]) => `${at}: ${length} were not due`);
  const sum = (/** @type {'doubles' | 'held'} */ what) => judged.reduce((all, one) => all + one[what], 0);
  return {
    violations: [...judged.flatMap(({ faults }) => faults), ...strays, ...endFaults(evidence, titles)],
    ...{ expected: expected.length, messages: messages.length, doubles: sum('doubles'), held: sum('held') },
  };
}

/** What is wrong with the copies of one message to one reader; of digests with one title, of as many messages. @param {Evidence} evidence @param {readonly Message[]} messages @param {{ at: string, wanted: readonly Expected[], copies: readonly Message[] }} of */
function judge({ histories, clock, runs }, messages, { at, wanted, copies }) {
  /** @type {string[]} */
  const faults = [];
  const claim = (/** @type {boolean} */ holds, /** @type {string} */ fault) =>
    void (holds || faults.push(`${at}: ${fault}`));
  // Where no id tells messages apart, each is one of its own.
  const ids = groupedBy(copies, (copy) => copy.id || copy);
  const deliveries = runs.flatMap((run) => deliveriesOf(run, wanted));
  const held = deliveries.filter(({ state }) => state === 'held').length;
  const caused = (/** @type {Message} */ copy) => copy.silenced || wasInterrupted(copy, messages, clock);
  claim(ids.size <= wanted.length, `${ids.size} messages instead of ${wanted.length}, with ids of their own`);
  claim(ids.size + held >= wanted.length, `lost, ${ids.size} of ${wanted.length} came and ${held} are held`);
  const seen = [...clock, ...(histories[wanted[0]?.channel ?? ''] ?? [])];
  const interrupted = copies.some(caused) || seen.some(({ event }) => INTERRUPTIONS.includes(event));
  claim(held === 0 || interrupted, 'held without a cause');
  for (const [first, ...again] of ids.values()) {
    if (!first || again.length === 0) continue;
    const times = `came ${again.length + 1} times`;
    claim(
      again.every(({ hash }) => hash === first.hash),
      `${times}, with other contents`,
    );
    claim(
      SENDS_AGAIN.includes(first.channel) && again.length === 1,
      `${times}, which its channel never does`,
    );
    claim(caused(first), `${times} though nobody fell silent and nothing was interrupted`);
    claim(
      deliveries.some(({ state, reason }) => state === 'held' || reason === 'possible-duplicate'),
      `${times}, not flagged`,
    );
  }
  return { faults, held, doubles: copies.length - ids.size };
}

/** Whether the program was killed or cut off after a copy, before that channel got anything else of the same digest. @param {Message} copy @param {readonly Message[]} messages @param {readonly ClockEntry[]} clock */
function wasInterrupted(copy, messages, clock) {
  const end = clock.find(
    ({ at, event, channel = copy.channel }) =>
      at >= copy.at && INTERRUPTIONS.includes(event) && channel === copy.channel,
  )?.at;
  const isBetween = (/** @type {Message} */ { channel, key, reader, at }) =>
    channel === copy.channel && key === copy.key && reader !== copy.reader && at > copy.at && at < (end ?? 0);
  return end !== undefined && !messages.some(isBetween);
}

/** The deliveries of a run that are about what is wanted. Addresses of webhooks are secrets, which `runs` does not show. @param {RunRecord} run @param {readonly Expected[]} wanted */
const deliveriesOf = ({ digest, scheduledFor, deliveries }, wanted) =>
  deliveries.filter(({ kind, target, part, slice }) =>
    wanted.some(
      (one) =>
        [`${digest} ${scheduledFor}`, digest].includes(one.run) &&
        kind === one.channel &&
        (part === 'message' || kind !== 'slack') &&
        slice === one.slice &&
        (target === one.reader || !['email', 'slack'].includes(kind)),
    ),
  );

/** Every run is whole, or held; every file stands once in a thread, and every digest has one, if it is not held. @param {Evidence} evidence @param {ReadonlyMap<string, string>} titles */
function endFaults({ histories: { slack = [] }, runs }, titles) {
  const files = slack.filter(({ part }) => part === 'file');
  const shares = groupedBy(files, ({ under, name }) => `file ${name} under ${under}`);
  const isAlert = (/** @type {Entry} */ { text = '' }) =>
    [...titles.values()].some((title) => text.startsWith(title));
  const bare = slack.filter(
    (post) => post.ts && !isAlert(post) && !files.some(({ under }) => under === post.ts),
  );
  const sent = runs.flatMap(({ deliveries }) => deliveries);
  const held = sent.filter(({ part, state }) => part === 'files' && state === 'held').length;
  // Of several checks that were missed, the last is made.
  const made = runs.filter(({ digest, state }) => state !== 'skipped' || !digest.startsWith('alert.'));
  const ended = made.filter(({ state, reason }) => state !== 'completed' && reason !== 'held');
  return [
    ...[...shares].flatMap(([share, { length }]) => (length > 1 ? [`slack: ${share}, ${length} times`] : [])),
    ...ended.map((run) => `${run.digest} of ${run.scheduledFor} is ${run.state}, ${run.reason}`),
    ...(bare.length > held ? [`slack: ${bare.length} posts have no file, and ${held} are held`] : []),
  ];
}
