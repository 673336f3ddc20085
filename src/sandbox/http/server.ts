import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf, UserError } from '../../lib/errors.js';
import type { Clock } from '../../lib/time/clock.js';
import type { FaultRule } from '../faults/fault.js';
import { Account, type GroupShape } from '../model/account.js';
import type { StorySpec } from '../model/story.js';
import { Handler, type LoggedRequest } from './handler.js';

export interface SandboxOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: '127.0.0.1';
  /** Which conversations are generated. */
  readonly seed: number;
  /** The one bearer token that is accepted. */
  readonly token: string;
  /** Added to the two default stories; one with the same id takes its place. */
  readonly stories?: readonly StorySpec[];
  readonly faults?: readonly FaultRule[];
  /** Nothing has happened after its now. */
  readonly clock: Clock;
  /** What day 0 of the heatmap is; default `sunday`. */
  readonly dayZero?: 'sunday' | 'monday';
  /** 1 (default): the heatmap's clocks show UTC plus `offset`; -1: UTC minus `offset`. */
  readonly offsetSign?: 1 | -1;
  /** How answers with `group` are laid out; default `series-array`. */
  readonly groupShape?: GroupShape;
}

export interface Sandbox {
  /** `http://127.0.0.1:8787` */
  readonly url: string;
  /** The latest 10,000 requests, oldest first; those that set fault rules are not among them. */
  requests(): readonly LoggedRequest[];
  /** Replaces all fault rules; their counts start anew. */
  setFaults(rules: readonly FaultRule[]): void;
  /** Stops listening and ends every open connection; safe to call twice. */
  close(): Promise<void>;
}

/** Serves the Reports API on generated conversations; rejects with a UserError when it cannot listen. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { seed, stories, token, clock, dayZero = 'sunday', offsetSign = 1 } = options;
  const dialect = { dayZero, offsetSign, groupShape: options.groupShape ?? 'series-array' };
  const handler = new Handler({ token, account: new Account(seed, stories), dialect }, clock);
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
