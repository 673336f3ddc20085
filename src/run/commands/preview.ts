import type { Envelope } from '../../channels/channel.js';
import type { DigestConfig, PluginConfig } from '../../config/config.js';
import { addressOf } from '../../config/values/mailbox.js';
import type { Digest } from '../../digest/digest.js';
import { UserError } from '../../lib/errors.js';
import { type Artifact, artifact } from '../../render/artifact.js';
import type { Audience } from '../../render/renderer.js';
import type { Slot } from '../../schedule/slot.js';
import {
  compose,
  type FetchTools,
  fetchFor,
  type PreparedSlice,
  type RunWatch,
} from '../prepare/composition.js';
import { type Draft, fitToLimit, type MessageContents, unlimitedTargets } from '../prepare/fit-to-limit.js';
import { gapMessages, nothingFetched } from '../prepare/gaps.js';
import { deliveryStem, namesFrom, previewName } from '../prepare/naming.js';
import type { PrepareTools } from '../prepare/prepare-deliveries.js';
import { createRendering, type Rendering } from '../prepare/rendering.js';
import { fullVariant } from '../prepare/size-fallbacks.js';
import { idempotencyKey } from '../readers/idempotency.js';
import { slicesOf } from '../readers/slices.js';

/** What of an `email:` entry a preview shows. */
interface MailOptions {
  readonly to: readonly string[];
  readonly subject?: string;
}

/** What a preview needs besides what fetches and prints. */
export interface PreviewTools extends FetchTools, PrepareTools {
  /** Every word of `formats:`, with the options that stand when none are given. */
  readonly formats: readonly PluginConfig[];
  readonly unsubscribe: Audience['unsubscribe'];
  /** The message that the digest's mail would be, as raw bytes. */
  composeMail(envelope: Envelope, options: MailOptions): Promise<Uint8Array>;
}

export interface Preview {
  readonly digest: Digest;
  readonly files: readonly Artifact[];
  readonly gaps: readonly string[];
}

/** Fetches and renders everything a digest can be, each slice in a folder of its own, and delivers nothing. */
export async function preview(
  tools: PreviewTools,
  config: DigestConfig,
  slot: Slot,
  watch: RunWatch,
): Promise<Preview> {
  const whole = { name: '', config: withoutSlices(config) };
  const slices = [whole, ...slicesOf(config).filter(({ name }) => name !== '')];
  const snapshots = await fetchFor(tools, { digest: config, slices, slot }, watch);
  const gaps = gapMessages(snapshots);
  const prepared = await compose(slices, snapshots);
  const [first] = prepared;
  if (!first || nothingFetched(first.snapshot))
    throw new UserError('nothing-fetched', `Nothing could be fetched. ${gaps.join(' ')}`);
  const files = await Promise.all(
    prepared.map((slice) => previewSlice(tools, { slice, whole: config }, slot)),
  );
  return { digest: first.digest, gaps, files: files.flat() };
}

/** The digest as it is, for those of its readers who get it so. */
const withoutSlices = (config: DigestConfig): DigestConfig => ({
  ...config,
  deliver: config.deliver.filter(({ slice }) => slice.name === ''),
});

async function previewSlice(
  tools: PreviewTools,
  { slice: prepared, whole }: { slice: PreparedSlice; whole: DigestConfig },
  slot: Slot,
): Promise<Artifact[]> {
  const { name: slice, config, digest } = prepared;
  const elsewhere = unlimitedTargets(config, whole, tools.deliverers);
  const stem = deliveryStem(digest.id, digest.window);
  const rendering = createRendering(tools, digest, { ...config, name: namesFrom(stem) });
  const byKind = await everyFormat(tools, config, rendering);
  const attachments = config.formats.flatMap(({ kind }) => byKind.get(kind) ?? []);
  const files = [...byKind.values()].flat().map((file) => ({ ...file, name: previewName(stem, file.name) }));
  const mail = await previewMail(tools, { config, slot, slice, rendering, attachments, elsewhere });
  const channel = { target: 'channel', unsubscribe: null };
  const slack = await rendering.body(slackBody(tools, config), channel, {
    ...fullVariant(attachments),
    limit: null,
    elsewhere: [],
  });
  return [...files, ...mail, ...bodiesOf(slack)].map((file) => ({
    ...file,
    name: slice === '' ? file.name : `${slice}/${file.name}`,
  }));
}

/** All formats, each with the digest's own options where it chose them. */
async function everyFormat(tools: PreviewTools, config: DigestConfig, rendering: Rendering) {
  const chosen = new Map(config.formats.map((format) => [format.kind, format]));
  const files = tools.formats.map(async (format) => {
    const { kind } = format;
    return [kind, await rendering.formats([chosen.get(kind) ?? format])] as const;
  });
  return new Map(await Promise.all(files));
}

/** The Slack message as the first channel would get it; all of it where there is none. */
function slackBody(tools: PreviewTools, config: DigestConfig): PluginConfig {
  const entry = config.deliver.find(({ kind }) => kind === 'slack');
  const body = entry && tools.deliverers.get('slack')?.body(entry.options);
  return body ?? { kind: 'slack', options: { style: 'full' } };
}

interface MailInput {
  readonly config: DigestConfig;
  readonly slot: Slot;
  readonly slice: string;
  readonly rendering: Rendering;
  readonly attachments: readonly Artifact[];
  readonly elsewhere: Draft['elsewhere'];
}

/** The mail as its first reader would get it. */
async function previewMail(tools: PreviewTools, input: MailInput) {
  const { config, slot, slice, rendering, attachments, elsewhere } = input;
  const entry = config.deliver.find(({ kind }) => kind === 'email');
  const options = (entry?.options ?? { to: [] }) as MailOptions;
  const target = { kind: 'email', address: addressOf(options.to[0] ?? '') || 'reader@example.com' };
  const envelope = (content: MessageContents): Envelope => ({
    ...content,
    digest: rendering.digest,
    target,
    slice,
    part: 'message',
    references: {},
    idempotencyKey: idempotencyKey({ slot, slice, target, part: 'message' }),
    date: slot.scheduledFor,
  });
  const content = await fitToLimit({
    rendering,
    deliverer: tools.deliverers.get('email') ?? unlimitedMail(tools),
    target,
    options,
    attachments,
    elsewhere,
    envelope,
  });
  const bytes = await tools.composeMail(envelope(content), options);
  const eml = artifact({ name: 'digest.eml', mediaType: 'message/rfc822', bytes, role: 'body' });
  return [...bodiesOf(content.body).map(showPictures), eml];
}

/** What stands for the deliverer where none is configured. */
const unlimitedMail = ({ unsubscribe }: PreviewTools): Draft['deliverer'] => ({
  body: () => ({ kind: 'email', options: {} }),
  limits: { maxBytes: null, maxAttachments: null },
  audience: ({ address }) => ({ target: address, unsubscribe }),
});

const bodiesOf = (files: readonly Artifact[]) => files.filter(({ role }) => role === 'body');

/** Points the pictures of an HTML body at the files beside it, since a browser knows no `cid:`. */
function showPictures(body: Artifact): Artifact {
  if (body.mediaType !== 'text/html') return body;
  const html = Buffer.from(body.bytes)
    .toString('utf8')
    .replace(/cid:([\w-]+)@botdigest/g, 'charts/$1.png');
  return artifact({ ...body, bytes: Buffer.from(html) });
}
