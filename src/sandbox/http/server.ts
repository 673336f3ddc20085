import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Recording } from '../../chatbot/recording/recording.js';
import { messageOf, UserError } from '../../lib/errors.js';
import type { Clock } from '../../lib/time/clock.js';
import type { FaultRule } from '../faults/fault.js';
import type { Responder } from '../protocol/responder.js';
import { replayResponder } from '../replay/replay.js';
import { DEFAULT_VARIANT, type GroupShape, type SandboxVariant } from '../reports/variant.js';
import { Account, type AccountOptions } from '../traffic/account.js';
import { generatedResponder } from './generated.js';
import { Handler, type LoggedRequest } from './handler.js';

export interface ServedOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly host?: '127.0.0.1';
  /** The bearer token that is accepted. */
  readonly token: string;
  readonly faults?: readonly FaultRule[];
  readonly clock: Clock;
}

export interface SandboxOptions extends ServedOptions, AccountOptions {
  /** There are no conversations after its `now`. */
  readonly clock: Clock;
  /** Weekday of the heatmap's day 0; default `sunday`. */
  readonly dayZero?: 'sunday' | 'monday';
  /** 1 (default): heatmap hours are UTC plus `offset`; -1: UTC minus `offset`. */
  readonly offsetSign?: 1 | -1;
  /** Layout of answers with `group`; default `series-array`. */
  readonly groupShape?: GroupShape;
  /** Other details of the API, and those above in one. */
  readonly variant?: Partial<SandboxVariant>;
}

export interface Sandbox {
  /** `http://127.0.0.1:8787` */
  readonly url: string;
  /** The latest 10,000 requests, oldest first, without those that set fault rules. */
  requests(): readonly LoggedRequest[];
  /** Replaces all fault rules and resets their counts. */
  setFaults(rules: readonly FaultRule[]): void;
  /** Stops listening and closes all connections; idempotent. */
  close(): Promise<void>;
}

/** Serves the Reports API on generated conversations; rejects with a UserError when it cannot listen, and for an unknown scenario or bot. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { token, clock, dayZero = 'sunday', offsetSign = 1, groupShape = 'series-array' } = options;
  const variant = { ...DEFAULT_VARIANT, dayZero, offsetSign, groupShape, ...options.variant };
  const account = new Account(options, clock.now());
  return serve(generatedResponder({ token, account, variant }), options);
}

/** Serves what was recorded; rejects with a UserError when it cannot listen. */
export async function startReplay(recording: Recording, options: ServedOptions): Promise<Sandbox> {
  return serve(replayResponder(recording), options);
}

async function serve(responder: Responder, { token, clock, ...options }: ServedOptions): Promise<Sandbox> {
  const handler = new Handler({ token, responder, clock });
  handler.setFaults(options.faults ?? []);
  const server = createServer((request, response) => void handler.handle(request, response));
  return {
    url: await listen(server, options.host ?? '127.0.0.1', options.port),
    requests: () => handler.requests(),
    setFaults: (rules) => handler.setFaults(rules),
    close: () => {
      handler.close();
      return close(server);
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const why = `The sandbox cannot listen on ${host}:${port} (${messageOf(error)})`;
    throw new UserError('sandbox-listen', `${why}; choose another port, or 0 for a free one.`, {
      cause: error,
    });
  }
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
