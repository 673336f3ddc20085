import type { Operator } from './console/operator.js';
import type { Ledger } from './ledger/ledger.js';
import { UserError } from './lib/errors.js';
import type { Clock } from './lib/time/clock.js';
import { formatOptions } from './render/registry.js';
import { eightWeeksOf } from './run/alerts/eight-weeks.js';
import { replayAlert } from './run/commands/alerts/replay.js';
import { type Asked, askResend, askResolve, askRun, askSend } from './run/commands/ask.js';
import { pauseDigest, resumeDigest, skipSlot, unskipSlot } from './run/commands/pause.js';
import { type PreviewTools, preview } from './run/commands/preview.js';
import { previewRun } from './run/commands/preview-run.js';
import type { WishTools } from './run/commands/request.js';
import { testDigest } from './run/commands/test-digest.js';
import type { Observe } from './run/events/event.js';
import { destinationsOf } from './run/readers/destination.js';
import { slicesOf } from './run/readers/slices.js';
import type { Parts } from './run/service/parts-in-use.js';
import type { Service } from './run/service/service.js';
import type { AlertCheckTools } from './run/work/run-work.js';

/** What one configuration gives for commands. */
export interface OperatorParts extends Parts {
  readonly tools: Parts['tools'] & Pick<WishTools, 'settings'> & { readonly checks: AlertCheckTools };
}

interface OperatorTools<P extends OperatorParts> {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly random: () => number;
  readonly owner: string;
  readonly observe: Observe;
  /** Aborts work under way when the service stops. */
  readonly signal: AbortSignal;
  /** Null until it has started. */
  service(): Service<P> | null;
  previewTools(parts: P): PreviewTools;
}

/** Who asks, in the ledger. */
const BY = 'console';

/** How long a write waits for a store that is locked or full, ms. */
const PATIENCE = 10_000;

/** Does what the console asks for, by the configuration that the service has in use. */
export function createOperator<P extends OperatorParts>(context: OperatorTools<P>): Operator {
  const { clock, ledger, signal, service } = context;
  const started = (): Service<P> => {
    const running = service();
    if (running) return running;
    throw new UserError('starting', 'The service is starting: try again in a moment.');
  };
  const during = <Result>(work: (tools: P['tools'], parts: P) => Promise<Result>): Promise<Result> =>
    started().during((parts) => work(parts.tools, parts));
  const wishTools = (tools: P['tools']): WishTools => {
    const { random, observe } = context;
    return { ...tools, clock, ledger, random, observe, patience: PATIENCE };
  };
  const asked = async (ask: (tools: WishTools) => Promise<Asked>): Promise<Asked> => {
    const made = await during((tools) => ask(wishTools(tools)));
    if (made.waiting) await started().announce([made.waiting]);
    return made;
  };
  const pauseTools = () => ({ ledger, now: clock.now(), by: BY });
  return {
    run: (digest, again) => asked((tools) => askRun(tools, { digest, again, by: BY })),
    resend: (run, wish) => asked((tools) => askResend(tools, { run, ...wish, by: BY })),
    send: (run, to) => asked((tools) => askSend(tools, { run, to: [to], by: BY })),
    resolve: (delivery, resolution) => asked((tools) => askResolve(tools, { delivery, resolution, by: BY })),
    test: (digest, to) =>
      during((tools) => {
        const { owner } = context;
        return testDigest({ ...wishTools(tools), owner }, digest, { to: [to], by: BY }, { signal });
      }),
    pause: (digest, through) => pauseDigest(pauseTools(), digest, through),
    resume: (digest) => resumeDigest(pauseTools(), digest, started().config().file),
    skip: (digest) => skipSlot(pauseTools(), digest, undefined),
    unskip: (digest, slot) => unskipSlot(pauseTools(), digest, slot),
    snooze: (alert, until) => ledger.alerts.snooze(alert, { until, by: BY }, clock.now()),
    preview: (digest) =>
      during((_tools, parts) => {
        const slot = { digest: digest.id, scheduledFor: clock.now(), trigger: 'console' } as const;
        return preview(context.previewTools(parts), digest, slot, { signal });
      }),
    madeAgain: (run) =>
      during((tools) => {
        const data = { kind: 'json', options: formatOptions.json?.parse({}) };
        return previewRun({ ...tools, ledger, data }, { run });
      }),
    replay: (alert, days) =>
      during((tools) => replayAlert({ ...tools, clock }, alert, { days, pictures: null }, { signal })),
    eightWeeks: (alert) => during(({ checks }) => eightWeeksOf(checks, alert, clock.now(), { signal })),
    readersOf: (digest) => {
      const channels = service()?.channels() ?? new Map();
      return slicesOf(digest).flatMap(({ name: slice, config }) =>
        destinationsOf(config, channels).map(({ target }) => ({ ...target, slice })),
      );
    },
  };
}
