import { errorReply, jsonReply, type Reply } from '../protocol/reply.js';
import { corrupt } from './corrupt.js';
import type { FaultKind, SandboxFault } from './fault.js';

const HTML =
  '<!doctype html><html><head><title>Maintenance</title></head><body><h1>We will be back soon.</h1></body></html>';

/** Applies a fault to a reply. Transport faults do not change the reply; `wrong-shape` changes successful ones only. */
export function applyFault(reply: Reply, fault: SandboxFault, now: number): Reply {
  switch (fault.kind) {
    case 'status':
      return withRetryAfter(errorReply(fault.status, 'Error injected by a fault rule.', now), fault, now);
    case 'not-json':
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: HTML };
    case 'redirect':
      return { status: 302, headers: { location: fault.location }, body: '' };
    case 'error-in-200':
      return { ...errorReply(fault.status, 'Error injected by a fault rule.', now), status: 200 };
    case 'wrong-shape':
      return reply.status === 200 ? { ...reply, body: corrupt(reply.body, fault.shape) } : reply;
    case 'empty':
      return { ...jsonReply(200, null), body: '' };
    default:
      return reply;
  }
}

function withRetryAfter(reply: Reply, { retryAfter }: FaultKind<'status'>, now: number): Reply {
  if (retryAfter === undefined) return reply;
  const value =
    typeof retryAfter === 'number'
      ? String(retryAfter)
      : new Date(now + retryAfter.date * 1000).toUTCString();
  return { ...reply, headers: { ...reply.headers, 'retry-after': value } };
}
