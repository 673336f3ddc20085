import type { DigestConfig } from '../config/config.js';
import type { Resolution } from '../ledger/model/delivery.js';
import {
  type By,
  type RequestResult,
  type RequestTools,
  resend,
  resolve,
  runNow,
  send,
} from '../run/commands/request.js';
import type { TestRequest } from '../run/commands/test-digest.js';
import type { RunWatch } from '../run/prepare/figures.js';
import type { ResendRequest } from '../run/redeliver/resend.js';
import type { SendRequest } from '../run/redeliver/send.js';
import type { AppCore } from './core.js';

/** What is made and sent on request, in this process. */
export interface RequestCommands {
  /** The digest for an instant (epoch ms), made and delivered here and now; what went out already is sent again only if that is wanted. */
  run(
    digest: DigestConfig,
    at: number,
    watch: RunWatch & By & { readonly again?: boolean },
  ): Promise<RequestResult>;
  /** Sends what is missing of a run, to all or to some addresses, or once more to those who have it; null when there is nothing to do. */
  resend(run: string, wish: ResendRequest & By, watch: RunWatch): Promise<RequestResult | null>;
  /** Sends a digest that was made to people who did not get it. */
  send(run: string, wish: SendRequest & By, watch: RunWatch): Promise<RequestResult>;
  /** Sends a digest of now, marked as a test, to these alone; it counts for nothing. */
  test(digest: DigestConfig, request: TestRequest, watch: RunWatch): Promise<RequestResult>;
  /** Records a person's resolution of a delivery that is unknown or held. */
  resolve(delivery: string, resolution: Resolution, watch: RunWatch & By): Promise<RequestResult>;
}

/** How long a command waits for a store that is locked or full. */
const PATIENCE = 10_000;

export function requestCommands(core: AppCore): RequestCommands {
  const tools = async (): Promise<RequestTools> => ({
    ...core.parts.tools,
    ...core.self,
    ledger: await core.ledger(),
    observe: () => {},
    patience: PATIENCE,
    attended: core.attended,
  });
  const told = (result: RequestResult, watch: RunWatch) => tellOperators(core, result, watch);
  return {
    run: async (digest, at, { again = false, by, ...watch }) =>
      told(await runNow(await tools(), { digest, at, again, by }, watch), watch),
    async resend(run, wish, watch) {
      const result = await resend(await tools(), { run, ...wish }, watch);
      return result && told(result, watch);
    },
    send: async (run, wish, watch) => told(await send(await tools(), { run, ...wish }, watch), watch),
    async test(digest, request, watch) {
      const { testDigest } = await import('../run/commands/test-digest.js');
      return testDigest(await tools(), digest, request, watch);
    },
    resolve: async (delivery, resolution, { by, ...watch }) =>
      told(await resolve(await tools(), { delivery, resolution, by }, watch), watch),
  };
}

/** Tells operators what a command has made of a digest, as the service would. */
async function tellOperators(
  { config, self, channels, ledger, announcements }: AppCore,
  result: RequestResult,
  { signal }: RunWatch,
): Promise<RequestResult> {
  await announcements.settled();
  if (config.notify.length === 0) return result;
  const { tellNow } = await import('../notify/tell-now.js');
  const tools = { ...self, ledger: await ledger(), config: () => config, channels };
  return { ...result, untold: await tellNow(tools, signal) };
}
