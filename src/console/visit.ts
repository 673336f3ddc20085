import type { Session } from './access/sessions.js';
import type { PageFrame } from './parts/layout.js';
import type { ShownAddress } from './words/readers.js';

/** A request as routes see it. */
export interface Visit {
  readonly frame: PageFrame;
  /** Null for visitors who did not sign in. */
  readonly session: Session | null;
  /** Epoch ms. */
  readonly now: number;
  /** Masks addresses for visitors who did not sign in. */
  readonly shown: ShownAddress;
  param(name: string): string;
  query(name: string): string;
  /** A field of the form, without spaces around it; empty when it is missing. */
  field(name: string): string;
}

/** What a route answers. */
export type Answer =
  | { readonly kind: 'page'; readonly html: string; readonly status?: 200 | 404 }
  | { readonly kind: 'redirect'; readonly to: string }
  | {
      readonly kind: 'file';
      readonly bytes: Uint8Array;
      readonly type: string;
      readonly name: string;
      /** Shown in the browser rather than saved; what it may do there is the least that it needs. */
      readonly policy: string | null;
    };

export type RouteHandler = (visit: Visit) => Promise<Answer>;

/** Handlers by path, such as `/runs/:id`. */
export type RouteTable = Readonly<Record<string, RouteHandler>>;
