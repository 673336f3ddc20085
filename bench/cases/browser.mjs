import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../scripts/gallery/programs.mjs';
import { FLAGS, startBrowser } from '../browser/devtools.mjs';
import { servePage } from '../browser/page.mjs';
import { openStandard } from '../built.mjs';
import { peakMemory, startWorker, timed, workCommand } from '../measure/child.mjs';
import { cpuOf, watchMemory } from '../measure/proc.mjs';
import { interleave, median, middle } from '../measure/statistics.mjs';

/** Runs until V8 has compiled the hot code. */
const WARM_UP = 25;

export const browser = {
  key: 'b',
  title:
    'The same digest the way of a browser: headless Chromium prints a page with the same Chart.js charts',
  async run({ runs, standard, folder }) {
    const chromium = findProgram('chromium');
    if (!chromium) return { rows: [], ratios: [], notRun: 'there is no Chromium on this machine' };
    const { digest, theme } = await openStandard(standard);
    const page = await servePage(digest, theme);
    try {
      const cold = await coldPrints({ chromium, url: page.url, standard, folder, runs });
      const warm = await warmPrints({ chromium, url: page.url, standard, folder, runs: runs * 3 });
      return { rows: rowsOf(cold, warm), ratios: ratiosOf(cold, warm), notes: [noteOn(cold.samples)] };
    } finally {
      page.close();
    }
  },
};

/** Without the optimising compiler: less memory, but long work takes three times as long. */
const MIN_FLAGS = ['--no-opt'];

/** From process start to a PDF on disk. */
async function coldPrints({ chromium, url, standard, folder, runs }) {
  const ours = workCommand('render-once', standard, 'pdf');
  const theirs = () => {
    const profile = mkdtempSync(join(folder, 'profile-'));
    const args = [...FLAGS, `--user-data-dir=${profile}`, `--print-to-pdf=${join(profile, 'out.pdf')}`, url];
    return { command: chromium, args };
  };
  const floor = workCommand('ready', standard);
  const samples = await interleave(runs, {
    ours: () => timed(ours),
    floor: () => timed(floor),
    least: () => timed({ ...ours, args: [...MIN_FLAGS, ...ours.args] }),
    theirs: () => timed(theirs()),
  });
  const memory = {
    ours: await peakMemory(ours),
    floor: await peakMemory(floor),
    least: await peakMemory({ ...ours, args: [...MIN_FLAGS, ...ours.args] }),
    theirs: await peakMemory(theirs()),
  };
  return { samples, memory };
}

/** One digest after another in long-lived processes; one renders PDFs only, as the browser does. */
async function warmPrints({ chromium, url, standard, folder, runs }) {
  const worker = await startWorker('render', standard);
  const versatile = await startWorker('render', standard);
  const program = await startBrowser(chromium, mkdtempSync(join(folder, 'profile-')));
  const print = async () => {
    const [start, cpu] = [performance.now(), cpuOf(program.pid)];
    await program.print(url);
    return { wall: performance.now() - start, cpu: cpuOf(program.pid) - cpu };
  };
  const variants = { ours: () => worker.ask('pdf'), oursAll: () => versatile.ask('all'), theirs: print };
  await interleave(WARM_UP, variants);
  const samples = await interleave(runs, variants);
  await Promise.all([worker.stop(), versatile.stop()]);
  const theirs = await peakOf(program.pid, print);
  await program.stop();
  return { samples, memory: { ours: await peakOfPdfs(standard), theirs } };
}

/** Peak memory of a process that has rendered PDFs only, as the browser has. */
async function peakOfPdfs(standard) {
  const worker = await startWorker('render', standard);
  const peak = await peakOf(worker.pid, () => worker.ask('pdf'));
  await worker.stop();
  return peak;
}

async function peakOf(pid, once) {
  const stop = watchMemory(pid);
  for (let time = 0; time < 20; time++) await once();
  return stop();
}

const noteOn = ({ floor, theirs }) => {
  const share = (wallOf(floor) / wallOf(theirs)) * 100;
  return `A cold process has a floor: to read the configuration and import the libraries that the PDF is made with takes ${share.toFixed(0)} % of Chromium’s time, before anything is made. ${NOTE}`;
};

const NOTE =
  'With nothing compiled for speed a cold process would need still less memory; that is not used, because a workbook of 100,000 rows takes three times ' +
  'as long then. A warm process holds compiled code, and the room for new objects that it works fastest with. ' +
  'The page holds the digest’s words, tables and charts and nothing else: no framework, no login, no query, no waiting for a chart to appear. It is ' +
  'served from this machine, and the warm browser keeps its scripts and fonts. What peers publish for their pages is ten seconds and more.';

const rowsOf = (cold, warm) => [
  { what: 'botdigest: PDF, cold process', ...middle(cold.samples.ours), memory: cold.memory.ours },
  { what: 'Chromium: PDF, cold process', ...middle(cold.samples.theirs), memory: cold.memory.theirs },
  {
    what: 'the configuration read, pdfkit, fontkit and chart.js imported, nothing made',
    ...middle(cold.samples.floor),
    memory: cold.memory.floor,
  },
  {
    what: `botdigest: PDF, cold process, with ${MIN_FLAGS.join(' ')}`,
    ...middle(cold.samples.least),
    memory: cold.memory.least,
  },
  { what: 'botdigest: PDF, warm', ...middle(warm.samples.ours), memory: warm.memory.ours },
  { what: 'botdigest: all formats, warm', ...middle(warm.samples.oursAll) },
  { what: 'Chromium: PDF, warm', ...middle(warm.samples.theirs), memory: warm.memory.theirs },
];

const wallOf = (samples) => median(samples.map((sample) => sample.wall));

function ratiosOf(cold, warm) {
  const theirs = wallOf(warm.samples.theirs);
  return [
    {
      what: 'PDF, warm: times faster than warm Chromium',
      value: theirs / wallOf(warm.samples.ours),
      least: 12,
    },
    {
      what: 'PDF, cold process: times faster than cold Chromium',
      value: wallOf(cold.samples.theirs) / wallOf(cold.samples.ours),
      least: 4,
    },
    {
      what: 'all formats, warm: times faster than Chromium’s PDF alone',
      value: theirs / wallOf(warm.samples.oursAll),
      least: 3,
    },
    {
      what: 'peak memory, cold: Chromium’s process tree against ours (PSS)',
      value: cold.memory.theirs / cold.memory.ours,
      least: 6,
    },
    {
      what: 'peak memory, warm: Chromium’s process tree against ours (PSS)',
      value: warm.memory.theirs / warm.memory.ours,
      least: 6,
    },
  ];
}
