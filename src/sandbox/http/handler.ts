import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../lib/time/clock.js';
import { applyFault } from '../faults/apply-fault.js';
import { type FaultRule, parseFaultRules, type SandboxFault } from '../faults/fault.js';
import { FaultPlan } from '../faults/fault-plan.js';
import { ApiRefusal } from '../protocol/refusal.js';
import { jsonReply, replyOrError } from '../protocol/reply.js';
import { bodyOf, requestOf, type SandboxRequest } from '../protocol/request.js';
import type { HeldReply, Responder } from '../protocol/responder.js';
import { requireToken } from '../reports/respond.js';
import { sendReply } from './send.js';

/** A logged request, without the access token. */
export interface LoggedRequest extends Omit<SandboxRequest, 'params'> {
  /** Epoch ms, by the sandbox's clock. */
  readonly at: number;
  /** The status of the answer, even if a fault prevents it from being sent. */
  readonly status: number;
  readonly fault: SandboxFault['kind'] | null;
}

/** `POST` a JSON array of fault rules here, with the token, to replace those of a running sandbox. */
const FAULTS_PATH = '/sandbox/faults';
const MAX_LOGGED = 10_000;
const MAX_BODY_BYTES = 256 * 1024;

/** Handles the server's requests; keeps the request log and the fault rules. */
export class Handler {
  readonly #token: string;
  readonly #responder: Responder;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  readonly #log: LoggedRequest[] = [];
  #plan = new FaultPlan([]);

  constructor({ token, responder, clock }: HandlerParts) {
    this.#token = token;
    this.#responder = responder;
    this.#clock = clock;
  }

  requests(): readonly LoggedRequest[] {
    return [...this.#log];
  }

  setFaults(rules: readonly FaultRule[]): void {
    this.#plan = new FaultPlan(rules);
  }

  /** Aborts delayed answers. */
  close(): void {
    this.#closing.abort(new Error('The sandbox is closing.'));
  }

  /** Answers a request, with the fault that the rules choose; never rejects. */
  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const now = this.#clock.now();
    const request = requestOf(incoming, this.#token);
    const exchange = { request: incoming, response, clock: this.#clock, signal: this.#closing.signal };
    response.setHeader('date', new Date(this.#responder.date ?? now).toUTCString());
    try {
      const { reply, fault, hold, left } =
        request.path === FAULTS_PATH
          ? this.#control(request, await bodyOf(incoming, MAX_BODY_BYTES))
          : this.#answer(request, now);
      try {
        if (hold > 0) await this.#clock.sleep(hold, exchange.signal);
        await sendReply(reply, fault, exchange);
      } finally {
        left();
      }
    } catch {
      response.destroy();
    }
  }

  #answer(request: SandboxRequest, now: number): Answer {
    const fault = this.#plan.next(request);
    const held = this.#responder.answer(request, now);
    const reply = fault === null ? held.reply : applyFault(held.reply, fault, now);
    const { params: _, ...logged } = request;
    this.#log.push({ ...logged, at: now, status: reply.status, fault: fault?.kind ?? null });
    if (this.#log.length > MAX_LOGGED) this.#log.shift();
    return { ...held, reply, fault };
  }

  #control(request: SandboxRequest, body: string | null): Answer {
    const set = () => {
      requireToken(request);
      if (request.method !== 'POST')
        throw new ApiRefusal(405, 'Fault rules are set with POST.', { allow: 'POST' });
      if (body === null) throw new ApiRefusal(413, `The body is longer than ${MAX_BODY_BYTES} bytes.`);
      const rules = parseFaultRules(body);
      this.setFaults(rules);
      return jsonReply(200, { rules: rules.length });
    };
    return { reply: replyOrError(set, this.#clock.now()), fault: null, hold: 0, left: () => {} };
  }
}

interface HandlerParts {
  /** The bearer token that is accepted. */
  readonly token: string;
  readonly responder: Responder;
  readonly clock: Clock;
}

interface Answer extends HeldReply {
  readonly fault: SandboxFault | null;
}
