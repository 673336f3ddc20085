import { startWorker } from '../measure/child.mjs';
import { interleave, median, middle } from '../measure/statistics.mjs';

/** Runs until V8 has compiled the hot code. */
const WARM_UP = 25;
/** Default pace of the client. */
const MIN_INTERVAL = 250;

export const floor = {
  key: 'h',
  title: 'The floor: bare PDFKit drawing of as much, bare HTTP round trips',
  async run({ runs, standard, apiDelay }) {
    const drawing = await drawings(standard, runs * 3);
    const quick = await fetches(standard, 0, runs * 2);
    const paced = await fetches(standard, MIN_INTERVAL, Math.min(runs, 3));
    const pacing = (paced.requests - 1) * MIN_INTERVAL + apiDelay;
    return {
      rows: [
        { what: 'PDF, warm', ...middle(drawing.samples.ours) },
        { what: `the same ${drawing.calls} drawing calls on bare PDFKit`, ...middle(drawing.samples.floor) },
        { what: `fetching, ${quick.requests} requests, not paced`, ...middle(quick.samples.ours) },
        { what: 'as many bare round trips, two at a time', ...middle(quick.samples.bare) },
        { what: `fetching, ${MIN_INTERVAL} ms apart`, ...middle(paced.samples.ours) },
        { what: 'the pacing limit of that', wall: pacing },
      ],
      ratios: [
        {
          what: 'PDF, warm: times bare PDFKit drawing',
          value: wallOf(drawing.samples.ours) / wallOf(drawing.samples.floor),
          most: 2.5,
        },
        {
          what: 'fetching: times the bare pacing limit',
          value: wallOf(paced.samples.ours) / pacing,
          most: 1.15,
        },
      ],
      notes: [NOTE],
    };
  },
};

const NOTE =
  'Bare drawing is given everything that is decided before: every place, every colour, each word shaped. In a profile of the warm PDF, Chart.js, which ' +
  'lays out and draws seven charts, takes a third; laying out the pages, setting text, PDFKit’s own end and collecting garbage take a sixth to an eighth each.';

const wallOf = (samples) => median(samples.map(({ wall }) => wall));

async function drawings(standard, runs) {
  const worker = await startWorker('drawing', standard);
  const variants = { ours: () => worker.ask('ours'), floor: () => worker.ask('floor') };
  await interleave(WARM_UP, variants);
  const samples = await interleave(runs, variants);
  await worker.stop();
  return { samples, calls: worker.ready };
}

async function fetches(standard, minInterval, runs) {
  const worker = await startWorker('fetching', standard, minInterval);
  const samples = await interleave(runs, {
    ours: () => worker.ask('ours'),
    bare: () => worker.ask('bare'),
  });
  await worker.stop();
  return { samples, requests: worker.ready };
}
