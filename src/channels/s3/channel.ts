import { type ChannelTools, type Check, type Connection, defineChannel } from '../channel.js';
import { noticeFiles } from '../notice.js';
import { delivered } from '../receipt.js';
import { slotFiles, slotPlace } from '../slot-files.js';
import { bucketWords, failedCheck } from './answers.js';
import { type S3Client, s3Client } from './client.js';
import { placeOf, type S3Options, s3Options, s3Readers, s3Secrets } from './options.js';
import { readAddress, type S3Place } from './place.js';
import { s3Settings } from './settings.js';
import { storeAll } from './store.js';

/**
 * Stores the files under `<prefix>/<digest>/<slot>/`, such as `reports/weekly-support/2026-11-23T0700Z/`, and last an index of them; a slice of
 * the digest one step below that.
 */
export const s3 = defineChannel<S3Options | undefined, S3Options>({
  kind: 's3',
  settings: s3Settings,
  options: s3Options,
  secretOptions: s3Secrets,
  reader: s3Readers,
  templates: {},
  promise: {
    delivers: 'exactly-once',
    against: 'an object that exists is not written again',
    onUnknown: 'repeat',
  },
  starter: {
    settings: null,
    entry: `s3: { bucket: reports, region: eu-central-1, accessKeyId: "\${S3_ACCESS_KEY_ID}", secretAccessKey: "\${S3_SECRET_ACCESS_KEY}" }`,
    variables: [
      { name: 'S3_ACCESS_KEY_ID', is: 'the id of the access key', example: () => 'AKIAIOSFODNN7EXAMPLE' },
      {
        name: 'S3_SECRET_ACCESS_KEY',
        is: 'its secret',
        example: () => 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      },
    ],
  },
  sendOption: null,
  sample: null,
  placeName: (address, words) =>
    words.say('mail.leftOut.s3', { name: readAddress(address)?.bucket ?? address }),
  optionsFor(address, like) {
    const place = readAddress(address);
    return { ...like, ...s3Options.parse(place ?? { bucket: address }) };
  },
  open: (block, tools) => (options) => connect(placeOf(options, block ?? {}), tools),
});

function connect(place: S3Place, tools: ChannelTools): Connection {
  const client = s3Client(place, tools);
  const { address, prefix } = place;
  return {
    kind: 's3',
    limits: { maxBytes: null },
    renderBody: null,
    parts: ['files'],
    targets: [{ kind: 's3', address }],
    onUnknown: 'repeat',
    checks: [{ name: `s3 ${address}`, try: (signal) => check(client, place, signal) }],
    audience: (target) => ({ target: target.address, unsubscribe: null }),
    preview: async () => [],
    notice: noticeFiles,
    async deliver(envelope, signal) {
      const folder = [prefix, ...slotPlace(envelope)].filter((part) => part !== '').join('/');
      const failed = await storeAll({ place, client, signal }, folder, slotFiles(envelope));
      return failed ?? delivered(`s3://${place.bucket}/${folder}`);
    },
  };
}

async function check(client: S3Client, place: S3Place, signal: AbortSignal): Promise<Check> {
  const head = await client({ method: 'HEAD', key: '' }, signal);
  // A refusal of a HEAD has no words; those of a list have.
  const asked =
    head.ok || head.failure.status === null
      ? head
      : await client({ method: 'GET', key: '', query: 'list-type=2&max-keys=1' }, signal);
  if (!asked.ok) return failedCheck(asked.failure, place);
  const detail = `${bucketWords(place)} is there and takes the access key. Nothing was stored: whether it may write was not tried.`;
  return { ok: true, detail };
}
