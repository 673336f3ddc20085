import { traced } from '../journal/trace.js';
import { type FetchTools, type FigureSource, figuresFor, type RunWatch } from './figures.js';
import type { RenderedRun } from './render-run.js';
import type { RenderWorker } from './render-worker.js';
import type { PrepareRequest } from './request.js';

export interface PrepareRunTools extends FetchTools {
  readonly renderWorker: RenderWorker;
}

/** Everything that is sent, shown or written, or why nothing is. `gaps` say what could not be fetched and why, a sentence each. */
export type Prepared = RenderedRun & { readonly gaps: readonly string[] };

/** The one path to a digest, whoever asks: figures, then `renderRun` composes, decides, renders and fits messages to their limits. */
export async function prepareRun(
  tools: PrepareRunTools,
  { source, ...request }: PrepareRequest & { readonly source: FigureSource },
  watch: RunWatch,
): Promise<Prepared> {
  const { slices, gaps } = await figuresFor(tools, source, request, watch);
  const job = { ...request, slices };
  const rendered = await traced('render', request.subject, () =>
    tools.renderWorker.prepare(job, watch.signal),
  );
  return { ...rendered, gaps };
}
