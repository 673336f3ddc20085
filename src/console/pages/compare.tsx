import type { ComparedForm } from '../models/compare.js';
import { Layout, type PageFrame } from '../parts/layout.js';
import { Table } from '../parts/table.js';

interface CompareProps {
  readonly frame: PageFrame;
  readonly run: { readonly href: string; readonly text: string };
  /** The run before it that made something; null where there is none. */
  readonly before: { readonly href: string; readonly text: string } | null;
  readonly forms: readonly ComparedForm[];
}

/** A run beside the one before it, figure by figure. */
export const ComparePage = ({ frame, run, before, forms }: CompareProps) => (
  <Layout frame={frame} title={`${run.text}, compared`} here="/runs">
    <div class="crumbs">
      <a href={run.href}>{run.text}</a>
    </div>
    <h1>Compared with the run before</h1>
    {before === null ? (
      <p class="facts">No run before it made a digest.</p>
    ) : (
      <p class="facts">
        Figures as their readers saw them, beside those of <a href={before.href}>{before.text}</a>
      </p>
    )}
    {before !== null &&
      forms.map(({ name, window, windowBefore, figures }) => (
        <section>
          {name !== '' && <h2>{name}</h2>}
          <Table
            label={name === '' ? 'Figures' : `Figures of ${name}`}
            kind="figures"
            heads={['Figure', window, windowBefore || 'not made']}
            rows={figures.map(({ label, now, before }) => [label, now, <span class="dim">{before}</span>])}
            none="It has no figures."
          />
        </section>
      ))}
  </Layout>
);
