/**
 * Whether a form was sent by a page of this console: browsers name the origin of every POST. Programs that name none are known by the token of
 * their session alone.
 */
export function isOwnOrigin(
  { origin, site, host }: Readonly<Record<'origin' | 'site' | 'host', string | undefined>>,
  baseUrl: string | null,
): boolean {
  if (site === 'cross-site') return false;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  if (baseUrl !== null && new URL(baseUrl).origin === origin) return true;
  return new URL(origin).host === host?.toLowerCase();
}

/** A path of this console to go on to after signing in; the overview for anything else. */
export function ownPath(path: unknown): string {
  return typeof path === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '/';
}
