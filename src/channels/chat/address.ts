import { webFault } from '../../config/values/address.js';

/** What the address of a chat's webhook looks like. Hosts differ between clouds and proxies, so that only path and query are judged. */
export interface AddressShape {
  readonly path: RegExp;
  /** Parameters without which the chat refuses the address. */
  readonly query: readonly string[];
  /** Where to get an address, as a sentence part: `in Teams, choose …`. */
  readonly source: string;
  /** What people copy instead, by path and fragment, and what it is: `is the link of a channel`. */
  readonly mistakes: readonly (readonly [RegExp, string])[];
}

/** What is wrong with an address, as a fragment of a message without the address; null when it has the shape. */
export function addressFault(value: string, { path, query, source, mistakes }: AddressShape): string | null {
  const fault = webFault(value);
  if (fault !== null) return fault.message;
  const { pathname, hash, searchParams } = new URL(value);
  if (!path.test(pathname)) {
    const [, mistake] = mistakes.find(([form]) => form.test(pathname + hash)) ?? [];
    return `${mistake ?? 'has not the form of such an address'}; to get the right one ${source}`;
  }
  const lacking = query.filter((name) => !searchParams.get(name));
  return lacking.length === 0
    ? null
    : `lacks ${lacking.map((name) => `${name}=…`).join(' and ')}: copy the whole address, and put it in quotes`;
}

/** Addresses of webhooks that other chats have. */
export const SLACK_WEBHOOK = [
  /^\/(services|workflows|triggers)\/[TE][A-Z0-9]+\/[\w-]+\/[\w-]+/,
  'is the address of a Slack webhook, while Slack is reached by slack: { channel: … }',
] as const;
export const DISCORD_WEBHOOK = [
  /^\/api\/(v\d+\/)?webhooks\/\d+\//,
  'is the address of a Discord webhook, which botdigest has no channel for',
] as const;
