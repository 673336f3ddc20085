import { domainToASCII } from 'node:url';

/** How one reader leaves one digest's list: links ready for a header field or an `href`. */
export interface WayOut {
  readonly mailto: string;
  /** Null without an address, or when it could not be one. */
  readonly url: string | null;
}

/** Fills the configured addresses in for a reader: `{address}` and `{digest}` in the URL stand for both. */
export function wayOut(
  configured: { readonly mailto: string; readonly url: string | null },
  { address, digest }: { readonly address: string; readonly digest: string },
): WayOut {
  const subject = encodeURIComponent(`unsubscribe ${digest}`);
  const to = encodeURIComponent(asciiAddress(configured.mailto)).replaceAll('%40', '@');
  const url = configured.url
    ?.replaceAll('{address}', encodeURIComponent(address))
    .replaceAll('{digest}', encodeURIComponent(digest));
  return { mailto: `mailto:${to}?subject=${subject}`, url: url ? webAddress(url) : null };
}

function webAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

/** An address with its domain in ASCII, as header fields want it. */
function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return address.slice(0, at + 1) + domainToASCII(address.slice(at + 1));
}
