import type { SettingsPart } from '../models/settings.js';
import { Layout, type PageFrame } from '../parts/layout.js';
import { SettingsList } from '../parts/settings-list.js';

interface RunSettingsProps {
  readonly frame: PageFrame;
  readonly run: { readonly href: string; readonly text: string };
  /** Of botdigest. */
  readonly version: string;
  readonly parts: readonly SettingsPart[];
}

/** What a run was made with, whatever the configuration says by now. */
export const RunSettingsPage = ({ frame, run, version, parts }: RunSettingsProps) => (
  <Layout frame={frame} title={`${run.text}, configuration`} here="/runs">
    <div class="crumbs">
      <a href={run.href}>{run.text}</a>
    </div>
    <h1>What it was made with</h1>
    <p class="facts">{`As stored with the run, by botdigest ${version}. Secrets are not stored.`}</p>
    <SettingsList parts={parts} />
  </Layout>
);
