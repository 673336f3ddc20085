import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../lib/time/clock.js';
import { applyFault } from '../faults/apply-fault.js';
import { type FaultRule, parseFaultRules, type SandboxFault } from '../faults/fault.js';
import { FaultPlan } from '../faults/fault-plan.js';
import { ApiRefusal } from '../protocol/refusal.js';
import { jsonReply, type Reply, replyOrError } from '../protocol/reply.js';
import { bodyOf, requestOf, type SandboxRequest } from '../protocol/request.js';
import { requireToken, respond, type World } from '../reports/respond.js';
import { sendReply } from './send.js';

/** A request as it arrived, without the access token. */
export interface LoggedRequest extends Omit<SandboxRequest, 'params'> {
  /** Epoch ms by the sandbox's clock. */
  readonly at: number;
  /** The status of the answer, also when a fault keeps it from arriving. */
  readonly status: number;
  readonly fault: SandboxFault['kind'] | null;
}

/** `POST` a JSON array of fault rules here, with the token, to replace those of a running sandbox. */
const FAULTS_PATH = '/sandbox/faults';
const MAX_LOGGED = 10_000;
const MAX_BODY_BYTES = 256 * 1024;

/** Takes requests from the HTTP server; keeps their log and the fault rules. */
export class Handler {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  readonly #log: LoggedRequest[] = [];
  #plan = new FaultPlan([]);

  constructor(world: World, clock: Clock) {
    this.#world = world;
    this.#clock = clock;
  }

  requests(): readonly LoggedRequest[] {
    return [...this.#log];
  }

  setFaults(rules: readonly FaultRule[]): void {
    this.#plan = new FaultPlan(rules);
  }

  /** Ends all waiting. */
  close(): void {
    this.#closing.abort(new Error('The sandbox is closing.'));
  }

  /** Answers, or fails to, as the fault rules want it; never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const now = this.#clock.now();
    const inquiry = requestOf(request, this.#world.token);
    const exchange = { request, response, clock: this.#clock, signal: this.#closing.signal };
    response.setHeader('date', new Date(now).toUTCString());
    try {
      const { reply, fault } =
        inquiry.path === FAULTS_PATH
          ? await this.#control(inquiry, await bodyOf(request, MAX_BODY_BYTES))
          : this.#answer(inquiry, now);
      await sendReply(reply, fault, exchange);
    } catch {
      response.destroy();
    }
  }

  #answer(inquiry: SandboxRequest, now: number): Answer {
    const fault = this.#plan.next(inquiry);
    const honest = respond(inquiry, this.#world, now);
    const reply = fault === null ? honest : applyFault(honest, fault, now);
    const { params: _, ...request } = inquiry;
    this.#log.push({ ...request, at: now, status: reply.status, fault: fault?.kind ?? null });
    if (this.#log.length > MAX_LOGGED) this.#log.shift();
    return { reply, fault };
  }

  #control(inquiry: SandboxRequest, body: string | null): Answer {
    const set = () => {
      requireToken(inquiry);
      if (inquiry.method !== 'POST')
        throw new ApiRefusal(405, 'Fault rules are set with POST.', { allow: 'POST' });
      if (body === null) throw new ApiRefusal(413, `The body is longer than ${MAX_BODY_BYTES} bytes.`);
      const rules = parseFaultRules(body);
      this.setFaults(rules);
      return jsonReply(200, { rules: rules.length });
    };
    return { reply: replyOrError(set, this.#clock.now()), fault: null };
  }
}

interface Answer {
  readonly reply: Reply;
  readonly fault: SandboxFault | null;
}
