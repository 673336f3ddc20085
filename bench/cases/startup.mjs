import { node, timed } from '../measure/child.mjs';
import { interleave, median, middle } from '../measure/statistics.mjs';

const env = { CHATBOT_TOKEN: 'x', SMTP_URL: 'smtp://127.0.0.1:2525', SLACK_TOKEN: 'xoxb-bench' };
const cli = (...args) => ({ ...node('dist/main.js', ...args), env });
const example = ['-c', 'config.example.yaml'];
/** The libraries that read a configuration: a lower bound for every command that reads one. */
const libraries = ['commander', 'zod', 'yaml', 'croner'].map((name) => `import '${name}';`).join('');

const FLOOR = 'commander, zod, yaml and croner, imported and nothing else';
const COMMANDS = {
  'node -e 0': node('-e', '0'),
  [FLOOR]: node('--input-type=module', '-e', libraries),
  '--help': cli('--help'),
  validate: cli('validate', ...example),
  next: cli('next', ...example),
};
const MAX_FACTORS = { '--help': 1.5, validate: 3, next: 3 };

export const startup = {
  key: 'e',
  title: 'Start-up, against `node -e 0`',
  async run({ runs }) {
    const variants = Object.entries(COMMANDS).map(([name, command]) => [name, () => timed(command)]);
    const samples = await interleave(runs * 3, Object.fromEntries(variants));
    const wall = (name) => median(samples[name].map((sample) => sample.wall));
    return {
      rows: Object.entries(samples).map(([what, times]) => ({ what, ...middle(times) })),
      ratios: Object.entries(MAX_FACTORS).map(([name, most]) => ({
        what: `${name}: times \`node -e 0\``,
        value: wall(name) / wall('node -e 0'),
        most,
      })),
      notes: [noteOn(wall(FLOOR) / wall('node -e 0'))],
    };
  },
};

const noteOn = (floor) =>
  `The libraries that a configuration is read with, imported and nothing else, take ${floor.toFixed(2)} times \`node -e 0\` as packages. ` +
  'The program has them in its bundle, in a few files and without what it does not use. A third of `validate` is checking the configuration; ' +
  '`next` also reads the clocks of time zones.';
