import type { Receipt } from '../channel.js';
import { permanent } from '../receipt.js';
import { INDEX, type SlotFile } from '../slot-files.js';
import { bucketWords, receiptOf } from './answers.js';
import type { S3Answer, S3Client, S3Failure } from './client.js';
import type { S3Place } from './place.js';

/** A bucket to write to until `signal`. */
export interface OpenBucket {
  readonly place: S3Place;
  readonly client: S3Client;
  readonly signal: AbortSignal;
}

/** A file with its key. */
interface Item {
  readonly key: string;
  readonly file: SlotFile;
}

/**
 * Stores files under `folder`, the last of them the index; null when all stand there. What stands there with the same bytes is left alone; other
 * bytes of ours, of an earlier edition, are replaced, and the index is taken away before the first of them changes. An object that was not
 * written here is never replaced.
 */
export async function storeAll(
  bucket: OpenBucket,
  folder: string,
  files: readonly SlotFile[],
): Promise<Receipt | null> {
  let indexed = true;
  for (const file of files) {
    const item = { key: `${folder}/${file.name}`, file };
    const found = await create(bucket, item);
    if (found === 'stored') continue;
    if (found !== 'replace') return found;
    if (indexed && file.name !== INDEX) {
      const refused = await removeIndex(bucket, `${folder}/${INDEX}`);
      if (refused !== null) return refused;
      indexed = false;
    }
    const failure = await put(bucket, item, { create: false, bare: true });
    if (failure !== null) return failed(bucket, failure, file);
  }
  return null;
}

/** Stores a file unless something stands there. `replace`: another edition of it does. */
async function create(bucket: OpenBucket, item: Item): Promise<'stored' | 'replace' | Receipt> {
  const standing = await look(bucket, item);
  if (standing.state !== 'absent' && !isSilentRefusal(standing)) return judged(bucket, item, standing);
  const failure = await put(bucket, item, { create: true, bare: standing.state === 'absent' });
  if (failure === null) return 'stored';
  if (failure.status !== 412) return failed(bucket, failure, item.file);
  const now = await look(bucket, item);
  return now.state === 'absent' ? failed(bucket, failure) : judged(bucket, item, now);
}

/** What stands under a key; `unseen`: the store does not say. */
type Standing =
  | { readonly state: 'absent' }
  | { readonly state: 'same' | 'ours' | 'foreign' }
  | { readonly state: 'unseen'; readonly failure: S3Failure };

function judged(bucket: OpenBucket, { key }: Item, standing: Exclude<Standing, { state: 'absent' }>) {
  switch (standing.state) {
    case 'same':
      return 'stored';
    case 'ours':
      return 'replace';
    case 'unseen':
      return failed(bucket, standing.failure);
    case 'foreign':
      return occupied(bucket, key);
  }
}

/** A refusal of a HEAD has no words, and a key that may only write gets one for every missing object: the PUT tells. */
const isSilentRefusal = (standing: Standing): boolean =>
  standing.state === 'unseen' && [301, 307, 400, 401, 403].includes(standing.failure.status ?? 0);

/** The SHA-256 of an object that was written here. Metadata is kept by every store, by Google's under its own name, checksums are not. */
const HASH = 'x-amz-meta-botdigest-sha256';

async function look({ client, signal }: OpenBucket, { key, file }: Item): Promise<Standing> {
  const answer = await client({ method: 'HEAD', key }, signal);
  if (answer.ok) return { state: standingOf(answer, file) };
  return answer.failure.status === 404 ? { state: 'absent' } : { state: 'unseen', failure: answer.failure };
}

function standingOf({ header }: Extract<S3Answer, { ok: true }>, { sha256, bytes }: SlotFile) {
  const hash = header(HASH) || header(HASH.replace('amz', 'goog'));
  if (hash === '') return 'foreign';
  const length = header('content-length') || String(bytes.length);
  return hash === sha256 && length === String(bytes.length) ? 'same' : 'ours';
}

interface Put {
  /** Only where nothing stands. */
  readonly create: boolean;
  /** Whether it may be put without what a store does not support: the condition and the checksum. */
  readonly bare: boolean;
}

async function put(
  bucket: OpenBucket,
  { key, file }: Item,
  { create, bare }: Put,
): Promise<S3Failure | null> {
  const checksum = Buffer.from(file.sha256, 'hex').toString('base64');
  const headers = { 'content-type': file.mediaType, [HASH]: file.sha256 };
  const optional = { 'x-amz-checksum-sha256': checksum, ...(create && { 'if-none-match': '*' }) };
  const send = async (all: Readonly<Record<string, string>>) =>
    failureOf(await bucket.client({ method: 'PUT', key, headers: all, body: file.bytes }, bucket.signal));
  const failure = await send({ ...headers, ...optional });
  return bare && failure !== null && isOfHeaders(failure) ? send(headers) : failure;
}

/** Whether a store may have refused a header that it does not know. */
const isOfHeaders = ({ status, code }: S3Failure): boolean =>
  status === 501 ||
  (status === 400 && /^(NotImplemented|Invalid(Argument|Request|Header)\w*|Unsupported\w*)$/.test(code));

/** Every store answers a PUT with the ETag of the object; a web page in its place does not. */
function failureOf(answer: S3Answer): S3Failure | null {
  if (!answer.ok) return answer.failure;
  if (answer.header('etag') !== '') return null;
  const detail = 'it answers a PUT without an ETag, which no S3 does';
  return { status: null, code: 'unreadable', detail, region: '', waitMs: null, inDoubt: false };
}

async function removeIndex(bucket: OpenBucket, key: string): Promise<Receipt | null> {
  const standing = await look(bucket, { key, file: NOTHING });
  if (standing.state === 'absent') return null;
  if (standing.state === 'unseen') return failed(bucket, standing.failure);
  if (standing.state === 'foreign') return occupied(bucket, key);
  const answer = await bucket.client({ method: 'DELETE', key }, bucket.signal);
  return answer.ok || answer.failure.status === 404 ? null : failed(bucket, answer.failure);
}

const NOTHING: SlotFile = { name: INDEX, mediaType: '', bytes: new Uint8Array(), sha256: '' };

const failed = ({ place }: OpenBucket, failure: S3Failure, file?: SlotFile): Receipt =>
  receiptOf(failure, place, { index: file?.name === INDEX });

function occupied({ place }: OpenBucket, key: string): Receipt {
  const advice = 'Move it away, or give these files another prefix.';
  return permanent(
    'occupied',
    `${bucketWords(place)} holds ${key}, which botdigest did not write. ${advice}`,
  );
}
