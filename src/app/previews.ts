import type { AlertConfig, DigestConfig } from '../config/config.js';
import { notThere } from '../lib/text/suggest.js';
import type { Artifact } from '../render/artifact.js';
import { formatOptions } from '../render/registry.js';
import { type ExportRequest, exportReport } from '../run/commands/export.js';
import { type Preview, preview } from '../run/commands/preview.js';
import type { RunPreview } from '../run/commands/preview-run.js';
import type { RunWatch } from '../run/prepare/figures.js';
import type { Slot } from '../schedule/slot.js';
import type { AppCore } from './core.js';
import { previewTools } from './parts.js';

/** What is made and not sent. */
export interface PreviewCommands {
  preview(digest: DigestConfig, slot: Slot, watch: RunWatch): Promise<Preview>;
  /** What a run delivered, made again from what is stored of it; with an address, the message of that reader. */
  previewRun(run: string, target: string | null): Promise<RunPreview>;
  /** What an alert would send now, in each channel. */
  previewAlert(alert: AlertConfig, watch: RunWatch): Promise<Preview>;
  export(request: ExportRequest, watch: RunWatch): Promise<Artifact>;
  /** The options of a format when none are given; throws a UserError for an unknown one. */
  formatDefaults(kind: string): unknown;
}

export function previewCommands({ config, parts, common, self, ledger }: AppCore): PreviewCommands {
  const { tools } = parts;
  return {
    preview: (digest, slot, watch) => preview(previewTools(parts, common), digest, slot, watch),
    async previewRun(run, target) {
      const { previewRun } = await import('../run/commands/preview-run.js');
      const data = { kind: 'json', options: formatOptions.json?.parse({}) };
      return previewRun({ ...tools, ledger: await ledger(), data }, { run, target });
    },
    async previewAlert(alert, watch) {
      const { previewAlert } = await import('../run/commands/alerts/preview-alert.js');
      return previewAlert({ ...previewTools(parts, common), clock: self.clock }, alert, watch);
    },
    export: (request, watch) => exportReport(tools, config, request, watch),
    formatDefaults(kind) {
      const options = formatOptions[kind];
      if (!options) throw notThere('format', kind, Object.keys(formatOptions));
      return options.parse({});
    },
  };
}
