import type { DigestConfig, PluginConfig } from '../config/config.js';
import type { Envelope } from '../deliver/deliverer.js';
import { composeDigest } from '../digest/compose.js';
import type { Digest } from '../digest/digest.js';
import { UserError } from '../lib/errors.js';
import { type Artifact, artifact } from '../render/artifact.js';
import type { Audience } from '../render/renderer.js';
import type { Slot } from '../schedule/slot.js';
import { idempotencyKey } from './dispatch.js';
import type { RunTools, RunWatch } from './execute.js';
import { gapMessages, nothingFetched } from './gaps.js';
import { deliveryStem, namesFrom, previewName } from './naming.js';
import { planRun } from './plan.js';
import { createRendering, type Rendering } from './rendering.js';

/** What of an `email:` entry a preview shows. */
interface MailOptions {
  readonly to: readonly string[];
  readonly subject?: string;
}

/** What a preview needs besides a run's tools. */
export interface PreviewTools extends RunTools {
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

/** Fetches and renders everything a digest can be, and delivers nothing. */
export async function preview(
  tools: PreviewTools,
  config: DigestConfig,
  slot: Slot,
  watch: RunWatch,
): Promise<Preview> {
  const snapshot = await tools.fetch(config, planRun(config, slot), watch);
  const gaps = gapMessages(snapshot);
  if (nothingFetched(snapshot))
    throw new UserError('nothing-fetched', `Nothing could be fetched. ${gaps.join(' ')}`);

  const digest = composeDigest(snapshot, config);
  const stem = deliveryStem(digest.id, digest.window);
  const rendering = createRendering(tools, digest, { theme: config.theme, name: namesFrom(stem) });
  const byKind = await everyFormat(tools, config, rendering);
  const attachments = config.formats.flatMap(({ kind }) => byKind.get(kind) ?? []);
  const files = [...byKind.values()].flat().map((file) => ({ ...file, name: previewName(stem, file.name) }));
  const mail = await previewMail(tools, { config, slot, rendering, attachments });
  const slack = await rendering.body('slack', { target: 'channel', unsubscribe: null }, attachments);
  return { digest, gaps, files: [...files, ...mail, ...bodiesOf(slack)] };
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

interface MailInput {
  readonly config: DigestConfig;
  readonly slot: Slot;
  readonly rendering: Rendering;
  readonly attachments: readonly Artifact[];
}

/** The mail as its first reader would get it. */
async function previewMail(tools: PreviewTools, { config, slot, rendering, attachments }: MailInput) {
  const entry = config.deliver.find(({ kind }) => kind === 'email');
  const options = (entry?.options ?? { to: [] }) as MailOptions;
  const target = { kind: 'email', address: options.to[0] ?? 'reader@example.com' };
  const audience = { target: target.address, unsubscribe: tools.unsubscribe };
  const body = await rendering.body('email', audience, attachments);
  const envelope: Envelope = {
    digest: rendering.digest,
    target,
    part: 'message',
    references: {},
    body,
    attachments,
    idempotencyKey: idempotencyKey(slot, target, 'message'),
    date: slot.scheduledFor,
  };
  const bytes = await tools.composeMail(envelope, options);
  const eml = artifact({ name: 'digest.eml', mediaType: 'message/rfc822', bytes, role: 'body' });
  return [...bodiesOf(body).map(showPictures), eml];
}

const bodiesOf = (files: readonly Artifact[]) => files.filter(({ role }) => role === 'body');

/** Points the pictures of an HTML body at the files beside it, since a browser knows no `cid:`. */
function showPictures(body: Artifact): Artifact {
  if (body.mediaType !== 'text/html') return body;
  const html = Buffer.from(body.bytes)
    .toString('utf8')
    .replace(/cid:([\w-]+)@botdigest/g, 'charts/$1.png');
  return artifact({ ...body, bytes: Buffer.from(html) });
}
