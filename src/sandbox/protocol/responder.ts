import type { Reply } from './reply.js';
import type { SandboxRequest } from './request.js';

/** What answers the requests of a sandbox. */
export interface Responder {
  /** What the `Date` header says in place of now, epoch ms. */
  readonly date?: number;
  /** Answers at `now` (epoch ms); errors are replies too. */
  answer(request: SandboxRequest, now: number): HeldReply;
}

export interface HeldReply {
  readonly reply: Reply;
  /** How long it is held before it is sent, ms. */
  readonly hold: number;
  /** Called when it was sent, or could not be. */
  left(): void;
}
