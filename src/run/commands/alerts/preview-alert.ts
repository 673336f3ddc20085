import { checkName } from '../../../alerts/check-name.js';
import type { AlertConfig } from '../../../config/config.js';
import type { RunWatch } from '../../prepare/figures.js';
import { prepareRun } from '../../prepare/prepare-run.js';
import { requested } from '../../prepare/request.js';
import { AS_IT_IS } from '../../prepare/sending-policy.js';
import { readerOf, sampleOf } from '../../readers/destination.js';
import { type Preview, type PreviewTools, shownFiles } from '../preview.js';
import { lastStoryOf, type ReplayTools } from './replay.js';

/** Past days whose episodes an alert would speak of. */
const DAYS = 28;

/** What an alert would send now in each channel, without delivering it; no files where it has nothing to say. */
export async function previewAlert(
  tools: PreviewTools & ReplayTools,
  alert: AlertConfig,
  watch: RunWatch,
): Promise<Preview> {
  const name = checkName(alert.id);
  const digest = tools.digests.get(name);
  const story = await lastStoryOf(tools, alert, DAYS, watch);
  if (!story || !digest) return { files: [], gaps: [] };
  const config = { ...digest, formats: [] };
  // The mail has its own text.
  const formats = tools.checks.files.filter(({ kind }) => kind !== 'alert-text');
  const readers = sampleOf(config, tools.samples).map(readerOf);
  const slice = requested({ name: '', config }, { readers, formats });
  const slot = { digest: name, scheduledFor: story.at, trigger: 'manual' } as const;
  const request = { subject: name, digest, slot, slices: [slice], policy: AS_IT_IS } as const;
  const source = { kind: 'stored', snapshots: new Map([['', story]]) } as const;
  const made = await prepareRun(tools, { ...request, source }, watch);
  const slices = made.kind === 'made' ? made.slices : [];
  const files = (await Promise.all(slices.map((one) => shownFiles(tools, one, slot)))).flat();
  return {
    gaps: [],
    files: files.map((file) => ({ ...file, name: file.name.replace(/^digest\./, 'alert.') })),
  };
}
