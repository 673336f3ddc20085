import type { Target } from '../../channels/channel.js';
import { maskedAddresses } from '../../lib/text/masked.js';
import { counted } from './counts.js';

/** Shows an address to visitors who signed in, and `a…@example.com` to others. */
export type ShownAddress = (address: string) => string;

export const wholeAddress: ShownAddress = (address) => address;

/** Without a display name, and of the address its first letter. */
export function maskedAddress(address: string): string {
  const inside = /<([^<>]+@[^<>]+)>/.exec(address)?.[1] ?? address;
  return maskedAddresses(inside.replace(/^"[^"]*"@/, '"…"@'));
}

/** `3 people, C0123456789, exports` */
export function goesToText(readers: readonly Target[]): string {
  const people = new Set(readers.filter(({ kind }) => kind === 'email').map(({ address }) => address));
  const others = readers.filter(({ kind }) => kind !== 'email').map(placeText);
  const names = [...(people.size > 0 ? [counted(people.size, 'person', 'people')] : []), ...new Set(others)];
  return names.length === 0 ? 'nobody' : names.join(' · ');
}

const NAMES: Readonly<Record<string, string>> = {
  email: 'Mail',
  slack: 'Slack',
  teams: 'Teams',
  'google-chat': 'Google Chat',
  folder: 'Folder',
  s3: 'S3',
  webhook: 'Webhook',
};

export const channelName = (kind: string): string => NAMES[kind] ?? kind;

/** `Slack C0123456789`, `folder exports` */
const placeText = ({ kind, address }: Target): string =>
  kind === 'folder' || kind === 's3' || kind === 'slack'
    ? `${channelName(kind)} ${shortened(address)}`
    : channelName(kind);

const shortened = (address: string) => (address.length <= 28 ? address : `…${address.slice(-27)}`);

/** Who a person means by `to`: a Slack channel or member by its id, else a mail address. */
export const recipientOf = (to: string): Target =>
  /^[CGDUW][A-Z0-9]{8,}$/.test(to) ? { kind: 'slack', address: to } : { kind: 'email', address: to };
