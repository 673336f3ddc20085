import { expect, onTestFinished, test } from 'vitest';
import type { DigestConfig } from '../../../../src/config/config.js';
import type { ArtifactRecord } from '../../../../src/ledger/model/content.js';
import type { Artifact } from '../../../../src/render/artifact.js';
import { formatOptions } from '../../../../src/render/registry.js';
import { openDesk, SLOT, standingOf } from '../../../support/desk.js';
import { scriptedSmtp } from '../../../support/smtp-script.js';

const watch = { signal: new AbortController().signal };
const KINDS = Object.keys(formatOptions);

/** Named and worded like the export of the report, so that both are one digest. */
const ID = 'support-heatmap';
const asExported = (text: string) =>
  text
    .replace('  daily:', `  ${ID}:`)
    .replace('title: Support bot, yesterday', 'title: Support bot')
    .replace('reports: [average]', 'reports: [heatmap]')
    .replace('formats: [csv]', `formats: [${KINDS.join(', ')}]`);

/** Previewed beside the files: the messages of chats and webhooks, and the mail's pictures for phones and dark grounds. */
const IN_A_MESSAGE_ALONE = /^(?!digest\.)[\w-]+\.json$|-(narrow|dark)\.png$/;

/** Hashes of files by their extension, whatever they are called. */
const byKind = (files: readonly Pick<Artifact | ArtifactRecord, 'name' | 'sha256'>[]) =>
  Object.fromEntries(files.map(({ name, sha256 }) => [name.split('.').at(-1), sha256]).sort());

const inBundle = (artifacts: readonly ArtifactRecord[], name: string | null | undefined) =>
  artifacts.filter(({ bundle }) => bundle === name);

/** A message as it was before dots were doubled for SMTP. */
const unstuffed = (message = '') => message.replaceAll(/^\.\./gm, '.');

async function desk(edit: (text: string) => string = (text) => text) {
  const mail = await scriptedSmtp({});
  onTestFinished(() => mail.stop());
  const opened = await openDesk({ mailPort: mail.port, deliver: ['email: { to: [ada@example.com] }'] });
  return { ...opened, mail, open: () => opened.app((text) => edit(asExported(text))) };
}

test.each([
  ['with room for all', '20MB'],
  ['that leaves files out', '100KB'],
])(
  'the same figures give the same bytes sent, previewed, exported and sent again, in a mail %s',
  async (_mail, size) => {
    const { open, mail } = await desk((text) =>
      text.replace('from: reports@example.com', `from: reports@example.com, maxSize: ${size}`),
    );
    const app = await open();
    const { story } = await app.run(app.digest(ID), SLOT, watch);
    expect(standingOf(story)).toEqual(['ada@example.com message: delivered, first']);
    const [delivery] = story.deliveries;
    const sent = byKind(inBundle(story.artifacts, 'files:'));
    expect(Object.keys(sent)).toEqual([...KINDS].sort());
    const left = inBundle(story.artifacts, delivery?.attachments).length < KINDS.length;
    expect(left).toBe(size !== '20MB');

    const slot = { digest: ID, scheduledFor: SLOT, trigger: 'manual' } as const;
    const preview = async (digest: DigestConfig) =>
      (await app.preview(digest, slot, watch)).files.filter(({ name }) => !IN_A_MESSAGE_ALONE.test(name));
    const previewed = await preview(app.digest(ID));
    expect(byKind(previewed)).toMatchObject(sent);
    const message = previewed.find(({ name }) => name === 'digest.eml');
    expect(Buffer.from(message?.bytes ?? []).toString()).toBe(unstuffed(mail.messages[0]));

    // A report that is exported goes to nobody, and its notes say so.
    const forNobody = byKind(await preview({ ...app.digest(ID), deliver: [] }));
    const bot = app.config.bots.get('support');
    if (!bot) return expect.fail('there is no bot');
    for (const kind of KINDS) {
      const format = { kind, options: app.formatDefaults(kind) };
      const asked = {
        bot,
        report: 'heatmap',
        period: 'yesterday',
        dimension: 'auto',
        sources: null,
      } as const;
      const exported = await app.export({ ...asked, format, at: SLOT }, watch);
      expect(exported.sha256, kind).toBe(forNobody[kind]);
    }

    const again = await app.resend(story.run.id, { again: true }, watch);
    expect(again?.notes).toEqual([]);
    expect(again?.story.artifacts).toEqual(story.artifacts);
    expect(again?.story.deliveries.map(({ state, body, attachments }) => [state, body, attachments])).toEqual(
      story.deliveries.flatMap(({ state, body, attachments }) => Array(2).fill([state, body, attachments])),
    );
    expect(mail.messages).toHaveLength(2);
  },
);
