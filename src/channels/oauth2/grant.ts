import { sha256 } from '../../lib/hash.js';
import type { Secret } from '../../lib/secret.js';

/** What access tokens are asked for with (RFC 6749): a refresh token, or the client’s own credentials where there is none. */
export interface OAuth2Grant {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** null for a public client, which has a refresh token only. */
  readonly clientSecret: Secret | null;
  readonly scope: string | null;
  readonly refreshToken: Secret | null;
}

/** Equal for grants that get the same tokens. Reveals no secret. */
export function grantKey({ tokenUrl, clientId, clientSecret, scope, refreshToken }: OAuth2Grant): string {
  const secrets = [clientSecret, refreshToken].map((secret) => secret?.reveal() ?? null);
  return sha256(JSON.stringify([tokenUrl, clientId, scope, ...secrets]));
}
