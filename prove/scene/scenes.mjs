import { SILENT } from './lane.mjs';

/**
 * The configurations that are tried. Each is written as YAML for the program and read again by the checker.
 *
 * @typedef {import('./lane.mjs').Addresses} Addresses
 * @typedef {{ addresses: Addresses, store: string }} Place
 * @typedef {{ name: string, slot: number, config(place: Place): any }} Scene
 */

/** A Wednesday, 08:00 in Warsaw. */
const SLOT = Date.parse('2026-11-04T07:00:00Z');

const TEAMS_PATH =
  '/powerautomate/automations/direct/workflows/7ee5ab66/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=only-for-the-proof';

/** @param {Place} place */
const head = ({ addresses, store }) => ({
  timezone: 'UTC',
  store,
  server: 'off',
  chatbot: {
    token: 'proof',
    baseUrl: addresses.api,
    minInterval: '0ms',
    concurrency: 8,
    retries: 0,
    timeout: '20s',
    deadline: '40s',
  },
  email: { ...addresses.smtp, from: 'reports@example.com', timeout: '10s' },
  slack: { token: 'xoxb-proof-0123456789', apiUrl: `${addresses.slack}/api/`, timeout: '10s' },
  s3: {
    bucket: 'proof',
    region: 'eu-central-1',
    endpoint: addresses.s3,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    timeout: '10s',
  },
  bots: {
    talking: { name: 'Talking bot', storyId: '5b07ff77c2376e30306d9b12' },
    silent: { name: 'Silent bot', storyId: SILENT.story },
  },
});

/** @param {string} title @param {readonly object[]} deliver @param {object} [more] */
const digest = (title, deliver, more = {}) => ({
  title,
  schedule: '0 7 * * *',
  bots: ['talking'],
  period: 'yesterday',
  compare: 'none',
  reports: ['average'],
  formats: ['csv'],
  catchUp: 'all',
  maxLateness: '31d',
  ...more,
  deliver,
});

const CHANNEL = 'C0123456789';

/** One slot by every channel, and a second digest of the same title in the same Slack channel. @type {Scene} */
export const everyChannel = {
  name: 'every-channel',
  slot: SLOT,
  config(place) {
    const { addresses } = place;
    return {
      ...head(place),
      digests: {
        daily: digest('Support bot, yesterday', [
          { email: { to: ['ada@example.com', 'grace@example.com'] } },
          { slack: { channel: CHANNEL, style: 'summary' } },
          { webhook: { url: `${addresses.webhook}/one` } },
          { teams: { url: `${addresses.teams}${TEAMS_PATH}` } },
          { s3: {} },
          { folder: { path: './exports' } },
        ]),
        twin: digest('Support bot, yesterday', [{ slack: { channel: CHANNEL, style: 'summary' } }], {
          formats: ['json'],
        }),
      },
    };
  },
};

/** An episode that begins. @type {Scene} */
export const alert = {
  name: 'alert',
  slot: SLOT,
  config(place) {
    return {
      ...head(place),
      digests: {
        idle: { title: 'On demand', bots: ['talking'], deliver: [{ folder: { path: './exports' } }] },
      },
      alerts: {
        outage: {
          title: 'Bot is silent',
          bots: ['silent'],
          when: { silence: 'conversations' },
          check: '0 7 * * *',
          remind: 'off',
          deliver: [
            { email: { to: ['ada@example.com'] } },
            { slack: { channel: CHANNEL } },
            { webhook: { url: `${place.addresses.webhook}/one` } },
          ],
        },
      },
    };
  },
};

const mailAndHook = (/** @type {Place} */ { addresses }, /** @type {string} */ name) => [
  { email: { to: ['ada@example.com', 'grace@example.com'] } },
  { webhook: { url: `${addresses.webhook}/${name}` } },
];

/** Every hour of the night in which Warsaw's clocks are set back, so that two of them bear the same time. @type {Scene} */
export const hourly = {
  name: 'hourly',
  slot: Date.parse('2026-10-24T23:00:00Z'),
  config: (place) => ({
    ...head(place),
    digests: {
      hourly: digest('Support bot, so far', mailAndHook(place, 'hourly'), {
        schedule: '0 * * * *',
        timezone: 'Europe/Warsaw',
      }),
    },
  }),
};

/** Six digests of one slot, for several processes to share. @type {Scene} */
export const many = {
  name: 'many',
  slot: SLOT,
  config: (place) => ({
    ...head(place),
    digests: Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [
        `digest-${index}`,
        digest(`Bot ${index}, yesterday`, mailAndHook(place, `of-${index}`)),
      ]),
    ),
  }),
};

/** One digest for twelve mail readers, one after the other. @type {Scene} */
export const readers = {
  name: 'readers',
  slot: SLOT,
  config: (place) => ({
    ...head(place),
    digests: {
      daily: digest('Support bot, yesterday', [
        { email: { to: Array.from({ length: 12 }, (_, index) => `reader-${index}@example.com`) } },
      ]),
    },
  }),
};
