import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../lib/secret.js';

/** A visitor who signed in. */
export interface Session {
  readonly id: string;
  /** Stands in every form: a foreign page cannot know it. */
  readonly token: string;
  /** What the next page says of what was done. */
  said: Said | null;
}

export interface Said {
  readonly tone: 'done' | 'problem';
  readonly text: string;
}

/** The sessions of this process; a restart ends them. */
export interface Sessions {
  begin(password: Secret, at: number): Session;
  /** The session of that id, as long as it lasts and the password is the same. */
  find(id: string, password: Secret, at: number): Session | null;
  end(id: string): void;
}

export const SESSION_LASTS = 12 * 60 * 60_000;
/** The oldest ends when there are more. */
const MAX_SESSIONS = 500;

interface Kept {
  readonly session: Session;
  readonly until: number;
  readonly password: string;
}

export function createSessions(): Sessions {
  const kept = new Map<string, Kept>();
  const random = () => randomBytes(32).toString('base64url');
  return {
    begin(password, at) {
      for (const [id, { until }] of kept) if (until <= at || kept.size >= MAX_SESSIONS) kept.delete(id);
      const session: Session = { id: random(), token: random(), said: null };
      kept.set(session.id, { session, until: at + SESSION_LASTS, password: password.reveal() });
      return session;
    },
    find(id, password, at) {
      const found = kept.get(id);
      if (!found || found.until <= at || found.password !== password.reveal()) return null;
      return found.session;
    },
    end: (id) => void kept.delete(id),
  };
}

/** Whether a form has the token of its session, in constant time. */
export function hasToken({ token }: Session, sent: unknown): boolean {
  const [own, other] = [Buffer.from(token), Buffer.from(typeof sent === 'string' ? sent : '')];
  return own.length === other.length && timingSafeEqual(own, other);
}
