/** An address for a message; null unless it is of the web and, since none can be shortened, has room in `limit` units. */
export function webLink(address: string | undefined, limit: number): string | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return ['http:', 'https:'].includes(protocol) && href.length <= limit ? href : null;
}
