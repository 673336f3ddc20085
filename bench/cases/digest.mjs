import { peakMemory, startWorker, timed, workCommand } from '../measure/child.mjs';
import { watchMemory } from '../measure/proc.mjs';
import { interleave, middle } from '../measure/statistics.mjs';

/** From the API’s answers to a digest, and from the digest to each format. */
const FORMS = ['digest', 'pdf', 'xlsx', 'png', 'csv and json', 'mail (HTML, text)', 'slack', 'all'];
/** Runs until V8 has compiled the hot code. */
const WARM_UP = 25;

export const digest = {
  key: 'a',
  title: 'The standard digest: six reports of one bot over 30 days, against the 30 days before',
  async run({ runs, standard }) {
    const cold = await interleave(runs, {
      pdf: () => timed(workCommand('render-once', standard, 'pdf')),
      all: () => timed(workCommand('render-once', standard, 'all')),
    });
    const memory = {
      pdf: await peakMemory(workCommand('render-once', standard, 'pdf')),
      all: await peakMemory(workCommand('render-once', standard, 'all')),
    };
    const warm = await warmForms(standard, runs * 3);
    return {
      rows: [
        { what: 'PDF, cold process', ...middle(cold.pdf), memory: memory.pdf },
        { what: 'all formats, cold process', ...middle(cold.all), memory: memory.all },
        ...FORMS.map((form) => ({ what: `${form}, warm`, ...middle(warm.samples[form]) })),
        { what: 'the warm process, after all of it', memory: warm.memory },
      ],
      ratios: [],
    };
  },
};

async function warmForms(standard, runs) {
  const worker = await startWorker('render', standard);
  const variants = Object.fromEntries(FORMS.map((form) => [form, () => worker.ask(form)]));
  await interleave(WARM_UP, variants);
  const samples = await interleave(runs, variants);
  const stop = watchMemory(worker.pid);
  await worker.ask('all');
  const memory = stop();
  await worker.stop();
  return { samples, memory };
}
