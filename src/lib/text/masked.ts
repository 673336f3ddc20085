/** Masks the local part of mail addresses: `a…@example.com`. It begins where a word does, so that a long text takes no longer than it is. */
export const maskedAddresses = (text: string): string =>
  text.replace(/(?<![^\s“”"'<>(),:;@])([^\s“”"'<>(),:;@])[^\s“”"'<>(),:;@]*@/g, '$1…@');

/** Paths that whoever knows them can post to: webhooks of Slack, Discord, Teams, Google Chat, and what calls itself a hook. */
const WEBHOOK =
  /^\/(services|workflows|triggers)\/[TE][A-Z0-9]*\/|\/(web)?hooks?(b2)?\/|\/workflows\/[^/]+\/triggers\/|\/spaces\/[^/]+\/messages/i;

/** An address, also without its scheme: scheme, login, host with port, the rest. */
const ADDRESS =
  /(?:([a-z][a-z0-9+.-]*:\/\/)([^\s/?#]*@)?)?(\[[\da-f:.]+\][^\s/?#]*|\w[^\s/?#@]*)([/?#]\S*)?/gi;

/** Tokens and signing secrets that tell by their beginning what they are. */
const TOKEN = /\b(xox[a-z]-|xapp-|whsec_|wh[sp]k_)[\w+/=-]+/g;

/** The text as it may be shown: of an address with a login, a query or the path of a webhook only scheme and host, of a token its beginning. */
export function masked(text: string): string {
  return text
    .replace(ADDRESS, (whole: string, scheme = '', login = '', host = '', rest = '') => {
      // A password with a / ends the host: what stands there is no port.
      if (scheme !== '' && /^[^[]*:\D/.test(host)) return `${scheme}…`;
      const webhook = WEBHOOK.test(rest) || /\?[^#]*=/.test(rest);
      const secret = login !== '' || (webhook && (scheme !== '' || host.includes('.')));
      return secret ? `${scheme}${login && '…@'}${host}${rest && '/…'}` : whole;
    })
    .replace(TOKEN, '$1…');
}
