import { type ClientsContext, createClients } from './chatbot/client/clients.js';
import { RECORDING_FILE } from './chatbot/recording/recording.js';
import type { BotConfig, Config } from './config/config.js';
import { UserError } from './lib/errors.js';
import { notThere } from './lib/text/suggest.js';
import { Book } from './probe/ask/book.js';
import type { ProbeFinding } from './probe/finding.js';
import { fragmentOf, wholeFragment } from './probe/fragment.js';
import { BUDGET, type Probed, probe } from './probe/probe.js';
import { recordingOf } from './probe/record/recording.js';

export interface ProbeRequest {
  /** A bot's id; without it the first ones, until one has enough conversations. */
  readonly bot: string | null;
  readonly signal: AbortSignal;
  /** Called as each request begins, with how many have and how many there may be. */
  onRequest?(begun: number, most: number): void;
}

export interface ProbeReport extends Pick<Probed, 'failures'> {
  /** The id of the bot that was asked about. */
  readonly bot: string;
  readonly findings: readonly ReportedFinding[];
  /** All that is settled, to paste; empty for nothing. */
  readonly yaml: string;
  /** The file of what was asked and answered, without anything that tells whose it is. */
  recording(): { readonly name: string; readonly bytes: Uint8Array };
}

/** As `--json` prints it. */
export interface ReportedFinding extends Omit<ProbeFinding, 'settings' | 'comment'> {
  /** What to paste for it alone; empty for nothing. */
  readonly yaml: string;
}

/** How many bots are looked at for one with enough conversations. */
const MAX_BOTS = 3;

/** A probe is no digest: what fails this often is said. */
const MAX_RETRIES = 2;

/** Asks the account of a configuration about what the API's documentation leaves open. */
export async function probeAccount(
  config: Config,
  { bot, signal, onRequest }: ProbeRequest,
  context: ClientsContext,
): Promise<ProbeReport> {
  const bots = botsFor(config, bot);
  const [first] = bots;
  if (first === undefined) throw new UserError('no-bot', 'There is no bot under bots:.', { exitCode: 2 });
  const { clock, random } = context;
  const book = new Book({ clock, budget: BUDGET, onRequest: (begun) => onRequest?.(begun, BUDGET) });
  const chatbot = { ...config.chatbot, retries: Math.min(config.chatbot.retries, MAX_RETRIES) };
  const clients = createClients(
    { ...config, chatbot },
    { ...context, through: (http) => book.through(http) },
  );
  try {
    const session = clients.of(first.token).session();
    const stories = bots.map(({ storyId }) => storyId);
    const probed = await probe(stories, { session, book, clock, signal });
    return {
      failures: probed.failures,
      findings: probed.findings.map(reported),
      yaml: wholeFragment(probed.findings),
      bot: bots.find(({ storyId }) => storyId === probed.storyId)?.id ?? first.id,
      recording: () => {
        const recording = recordingOf(book.exchanges, { ...probed, token: first.token, random });
        return { name: RECORDING_FILE, bytes: Buffer.from(`${JSON.stringify(recording, null, 1)}\n`) };
      },
    };
  } finally {
    await clients.close();
  }
}

const reported = ({ settings, comment, ...finding }: ProbeFinding): ReportedFinding => ({
  ...finding,
  yaml: fragmentOf({ settings, comment }),
});

/** The bot of that id, or the first ones of one token. */
function botsFor({ bots }: Config, id: string | null): BotConfig[] {
  if (id !== null) {
    const bot = bots.get(id);
    if (bot === undefined) throw notThere('bot', id, bots.keys());
    return [bot];
  }
  const [first, ...rest] = bots.values();
  if (first === undefined) return [];
  const same = rest.filter(({ token }) => token.reveal() === first.token.reveal());
  return [first, ...same].slice(0, MAX_BOTS);
}
