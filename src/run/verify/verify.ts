import { messageIdName } from '../../channels/email/message.js';
import { looksLikeMail, type ReceivedMail, readMail } from '../../channels/email/received.js';
import type { CarriedFile, Receipts, SentMail } from '../../ledger/ledger.js';
import { sha256 } from '../../lib/hash.js';
import { givenFile } from './given-file.js';

/** What a file is, by the files that were sent. */
export interface Verified {
  /** True when it is one of them; of a mail, when each file attached to it is, or without any, its texts and pictures. */
  readonly known: boolean;
  readonly sha256: string;
  /** Readers that it was for, with the best match first: named by the mail, then delivered, then in the order of runs and plans. */
  readonly origins: readonly Origin[];
  /** The parts of a mail; null when the file is none. */
  readonly parts: readonly VerifiedPart[] | null;
  /** Deliveries whose Message-ID the mail names, whatever it carries. */
  readonly named: readonly SentMail[];
}

export interface Origin extends SentMail {
  /** The file's name as it was sent, and its hash. */
  readonly name: string;
  readonly sha256: string;
}

export interface VerifiedPart {
  readonly name: string;
  readonly sha256: string;
  readonly attached: boolean;
  readonly known: boolean;
}

/** Looks in the ledger for a file, or for a mail by its parts; rejects with a UserError when there is no such file. */
export async function verifyFile(receipts: Receipts, path: string): Promise<Verified> {
  const file = await givenFile(path);
  const found = await receipts.carrying([file.sha256]);
  const as = { sha256: file.sha256, named: [] };
  if (found.length > 0) return { ...as, known: true, origins: originsOf(found, []), parts: null };
  if (!looksLikeMail(file.beginning)) return { ...as, known: false, origins: [], parts: null };
  return { ...as, ...(await verifyMail(receipts, await readMail(await file.read()))) };
}

async function verifyMail(
  receipts: Receipts,
  mail: ReceivedMail,
): Promise<Pick<Verified, 'known' | 'origins' | 'parts' | 'named'>> {
  const hashed = mail.parts.map(({ variants, ...part }) => ({ ...part, hashes: variants.map(sha256) }));
  const found = await receipts.carrying(hashed.flatMap(({ hashes }) => hashes));
  const ours = new Set(found.map(({ file }) => file.sha256));
  const parts = hashed.map(({ name, attached, hashes: [first = '', ...others] }) => {
    const hash = [first, ...others].find((one) => ours.has(one));
    return { name, attached, sha256: hash ?? first, known: hash !== undefined };
  });
  const ids = new Set(mail.ids);
  const named = ids.size === 0 ? [] : await receipts.mails((key) => ids.has(messageIdName(key)));
  const attached = parts.filter((part) => part.attached);
  const proof = attached.length > 0 ? attached : parts;
  const known = proof.length > 0 && proof.every((part) => part.known);
  return { known, origins: originsOf(ordered(found, parts), named), parts, named };
}

/** By the parts of the mail: a file says more than a picture, and that more than a text. */
function ordered(found: readonly CarriedFile[], parts: readonly VerifiedPart[]): CarriedFile[] {
  const rank = new Map(
    parts
      .toReversed()
      .map(({ sha256: hash, attached }, index) => [hash, attached ? index + parts.length : index]),
  );
  return found.toSorted(
    (one, other) => (rank.get(other.file.sha256) ?? 0) - (rank.get(one.file.sha256) ?? 0),
  );
}

/** One for each reader of a run. */
function originsOf(found: readonly CarriedFile[], named: readonly SentMail[]): Origin[] {
  const byId = new Set(named.map(({ delivery }) => delivery.id));
  const rank = ({ delivery }: SentMail) =>
    (byId.has(delivery.id) ? 2 : 0) + (delivery.state === 'delivered' ? 1 : 0);
  const order = (one: SentMail, other: SentMail) =>
    rank(other) - rank(one) ||
    one.run.queuedAt - other.run.queuedAt ||
    one.delivery.position - other.delivery.position;
  const sorted = found.toSorted(order);
  const readers = new Map<string, Origin>();
  for (const { run, delivery, file } of sorted) {
    const reader = JSON.stringify([run.id, delivery.kind, delivery.target]);
    if (!readers.has(reader)) readers.set(reader, { run, delivery, name: file.name, sha256: file.sha256 });
  }
  return [...readers.values()];
}
