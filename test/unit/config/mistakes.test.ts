// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts hold variables of the configuration.
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/load.js';
import { ConfigError } from '../../../src/config/problem.js';
import { pluginsAt } from '../../../src/configuration.js';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const plugins = pluginsAt(NOW);
const STORY = '5b07ff77c2376e30306d9b12';

interface Said {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

async function say(text: string, env: Record<string, string> = {}): Promise<Said> {
  try {
    const { warnings } = await parseConfig(text, 'config.yaml', { env, plugins });
    return { problems: [], warnings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problems: error.message.split('\n'), warnings: [] };
  }
}

const HEAD = `chatbot: { token: t }\nbots: { a: { storyId: ${STORY} }, b: { storyId: ${STORY}, sources: [widget] } }\n`;

describe('A time zone that is allowed but probably not meant is warned of:', () => {
  test.each([
    ['EST', 'is 5 hours behind UTC all year, without summer time, did you mean “America/New_York”?'],
    ['est', 'is 5 hours behind UTC all year, without summer time, did you mean “America/New_York”?'],
    ['MST', 'is 7 hours behind UTC all year, without summer time, did you mean “America/Denver”?'],
    ['HST', 'is 10 hours behind UTC all year, without summer time, did you mean “Pacific/Honolulu”?'],
    ['GMT', 'is UTC all year, without summer time, did you mean “Europe/London”?'],
    ['Etc/GMT', 'is UTC all year, without summer time, did you mean “Europe/London”?'],
    ['EST5EDT', 'is an abbreviation of old systems, did you mean “America/New_York”?'],
    ['CST6CDT', 'is an abbreviation of old systems, did you mean “America/Chicago”?'],
    ['MST7MDT', 'is an abbreviation of old systems, did you mean “America/Denver”?'],
    ['PST8PDT', 'is an abbreviation of old systems, did you mean “America/Los_Angeles”?'],
    ['CET', 'is an abbreviation of old systems, did you mean “Europe/Brussels”?'],
    ['EET', 'is an abbreviation of old systems, did you mean “Europe/Athens”?'],
    ['WET', 'is an abbreviation of old systems, did you mean “Europe/Lisbon”?'],
    [
      'Etc/GMT+5',
      'is 5 hours behind UTC all year, without summer time; a city’s zone, such as Europe/Warsaw, changes its clocks',
    ],
    [
      'Etc/GMT-3',
      'is 3 hours ahead of UTC all year, without summer time; a city’s zone, such as Europe/Warsaw, changes its clocks',
    ],
  ])('%s', async (zone, says) => {
    const digest = (keys: string) => `${HEAD}digests: { d: { bots: [a], ${keys} } }\n`;
    expect((await say(`timezone: ${zone}\n${digest('')}`)).warnings).toEqual([
      `config.yaml:1:11: timezone: “${zone}” ${says}`,
    ]);
    expect((await say(digest(`timezone: ${zone}`))).warnings).toEqual([
      `config.yaml:3:38: digests.d.timezone: “${zone}” ${says}`,
    ]);
    expect(
      (await say(digest(`deliver: [{ folder: { path: x }, timezone: ${zone} }]`))).warnings[0],
    ).toContain(`digests.d.deliver[0].timezone: “${zone}” ${says}`);
  });

  test.each(['UTC', 'Etc/UTC', 'Europe/Warsaw', 'America/New_York', 'Asia/Kolkata', 'US/Eastern'])(
    '%s is not',
    async (zone) => {
      expect(await say(`timezone: ${zone}\n${HEAD}digests: { d: { bots: [a] } }\n`)).toEqual({
        problems: [],
        warnings: [],
      });
    },
  );
});

describe('A storyId is refused as', () => {
  const SAYS = 'is an address or a part of one; the story id is the 24 hexadecimal digits in it';
  test.each([
    [
      `https://app.chatbot.com/stories/${STORY}`,
      `“https://app.chatbot.com/stories/${STORY}” ${SAYS}, did you mean “${STORY}”?`,
    ],
    [`https://app.chatbot.com/#/stories/${STORY}/edit?tab=1`, `${SAYS}, did you mean “${STORY}”?`],
    [`app.chatbot.com/stories/${STORY}`, `${SAYS}, did you mean “${STORY}”?`],
    [`stories/${STORY}`, `${SAYS}, did you mean “${STORY}”?`],
    [`story=${STORY}`, `${SAYS}, did you mean “${STORY}”?`],
    ['https://app.chatbot.com/', SAYS],
  ])('%s', async (storyId, says) => {
    const { problems } = await say(
      `chatbot: { token: t }\nbots: { a: { storyId: "${storyId}" } }\ndigests: { d: { bots: [a] } }\n`,
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^config\.yaml:2:23: bots\.a\.storyId: “/);
    expect(problems[0]).toContain(says);
  });

  test('an address from a variable, without a word of what it holds', async () => {
    const { problems } = await say(
      'chatbot: { token: t }\nbots: { a: { storyId: "${STORY}" } }\ndigests: { d: { bots: [a] } }\n',
      {
        STORY: `https://app.chatbot.com/stories/${STORY}`,
      },
    );
    expect(problems).toEqual([`config.yaml:2:23: bots.a.storyId: “\${STORY}” ${SAYS}`]);
  });
});

describe('A Slack channel is refused as', () => {
  const ID = 'the id is wanted, such as C0123456789: it stands at the end of the channel’s details in Slack';
  const MEMBER =
    'the member id is wanted, such as U0123456789: it stands in the menu of the person’s profile in Slack';
  const NO_ID = 'is not the id of a channel, such as C0123456789, or of a person, such as U0123456789';
  test.each([
    ['#general', `“#general” is a channel’s name, which may change; ${ID}`],
    ['general', `“general” ${NO_ID}`],
    ['@ann', `“@ann” is a person’s name, which may change; ${MEMBER}`],
    ['ann@example.com', `“ann@example.com” is an e-mail address; ${MEMBER}`],
    [
      'https://example.slack.com/team/U0123456789',
      '“https://example.slack.com/team/U0123456789” is an address; the id in it is wanted, such as C0123456789, did you mean “U0123456789”?',
    ],
    ['U012', `“U012” ${NO_ID}`],
    ['u0123456789', `“u0123456789” ${NO_ID}, did you mean “U0123456789”?`],
    ['team-abc@example.slack.com', `“team-abc@example.slack.com” is an e-mail address; ${ID}`],
    [
      'https://hooks.slack.com/services/T0/B0/x',
      `“https://hooks.slack.com/…” is the address of a webhook; ${ID}`,
    ],
    [
      'https://example.slack.com/archives/C0123456789',
      '“https://example.slack.com/archives/C0123456789” is an address; the id in it is wanted, such as C0123456789, did you mean “C0123456789”?',
    ],
    [
      'https://app.slack.com/client/T0123456789/G0123456789/details',
      '“https://app.slack.com/client/T0123456789/G0123456789/details” is an address; the id in it is wanted, such as C0123456789, did you mean “G0123456789”?',
    ],
    ['c0123456789', `“c0123456789” ${NO_ID}, did you mean “C0123456789”?`],
    ['C01234 56789', `“C01234 56789” ${NO_ID}`],
  ])('%s', async (channel, says) => {
    const { problems } = await say(
      `${HEAD}slack: { token: xoxb-1 }\ndigests: { d: { bots: [a], deliver: [slack: { channel: "${channel}" }] } }\n`,
    );
    expect(problems).toEqual([`config.yaml:4:56: digests.d.deliver[0].slack.channel: ${says}`]);
  });
});

describe('A secret in the place of a name is not repeated:', () => {
  const KEY = 'C0F1DE9A7B3E4D5C6B7A8F90A1B2C3D4';
  const SECRETS = [
    `https://hooks.slack.com/services/T0123456/B0123456/${KEY}`,
    `hooks.slack.com/services/T0123456/B0123456/${KEY}`,
    `https://x.logic.azure.com/workflows/1/triggers/manual/paths/invoke?api-version=1&sig=${KEY}`,
    `https://acme.webhook.office.com/webhookb2/1@2/IncomingWebhook/3/${KEY}`,
    `https://chat.googleapis.com/v1/spaces/A/messages?key=${KEY}&token=${KEY}`,
    `https://discord.com/api/webhooks/1/${KEY}`,
    `https://reports.s3.amazonaws.com/a?X-Amz-Signature=${KEY}`,
    `smtp://user:${KEY}@mail.example.com`,
    `xoxb-${KEY}`,
    `whsec_${KEY}`,
  ];
  const PLACES: readonly (readonly [string, (value: string) => string])[] = [
    ['a report', (value) => `reports: [${value}]`],
    ['a time zone', (value) => `timezone: ${value}`],
    ['a schedule', (value) => `schedule: ${value}`],
    ['a mail address', (value) => `deliver: [email: { to: [${value}] }]`],
    ['a channel of Slack', (value) => `deliver: [slack: { channel: ${value} }]`],
    ['the name of a channel', (value) => `deliver: [{ ${value}: { to: a } }]`],
    ['an option', (value) => `deliver: [email: { ${value}: a }]`],
    ['a bucket', (value) => `deliver: [s3: { bucket: ${value} }]`],
    ['a prefix', (value) => `deliver: [s3: { bucket: reports, prefix: ${value} }]`],
    ['a region', (value) => `deliver: [s3: { bucket: reports, region: ${value} }]`],
    ['an endpoint', (value) => `deliver: [s3: { bucket: reports, endpoint: ${value} }]`],
    ['an access key', (value) => `deliver: [s3: { bucket: reports, accessKeyId: ${value} }]`],
    ['an address of Teams', (value) => `deliver: [teams: { url: ${value} }, teams: { url: b }]`],
    ['an address of Google Chat', (value) => `deliver: [googleChat: { url: ${value} }, teams: { url: b }]`],
    [
      'the secret of a webhook',
      (value) => `deliver: [webhook: { url: "https://a.test", secret: ${value} }, teams: {}]`,
    ],
    ['a secret file', (value) => `deliver: [teams: { urlFile: ${value} }, teams: {}]`],
    ['a size', (value) => `deliver: [webhook: { url: "https://a.test", maxSize: ${value} }]`],
  ];
  test.each(PLACES)('%s', async (_, line) => {
    const digests = SECRETS.map((secret, at) => `  d${at}: { bots: [a], ${line(`"${secret}"`)} }\n`);
    const { problems } = await say(
      `${HEAD}email: { host: localhost, from: a@example.com }\nslack: { token: xoxb-1 }\ndigests:\n${digests.join('')}`,
    );
    const faulty = digests.filter((_, at) => problems.some((said) => said.includes(` digests.d${at}.`)));
    expect(faulty).toEqual(digests);
    expect(problems.join('\n')).not.toMatch(new RegExp(KEY, 'i'));
  });
});

describe('A reader who is named twice is refused where both get the same:', () => {
  const digest = (first: string, second: string, keys = '') =>
    `${HEAD}email: { host: localhost, from: a@example.com }\nslack: { token: xoxb-1 }\ndigests:\n  d: { bots: [a, b], deliver: [{ ${first} }, { ${second} }], ${keys} }\n`;
  const ann = (more: string, address = 'ann@example.com') =>
    `email: { to: ["${address}"] }${more === '' ? '' : `, ${more}`}`;

  test.each([
    ['the default locale spelled out', ann('locale: en-GB')],
    ['the default locale in other letters', ann('locale: en-gb')],
    ['the default time zone spelled out', ann('timezone: UTC')],
    ['another name of that time zone', ann('timezone: Etc/UTC')],
    ['the default formats spelled out', ann('formats: [pdf]')],
    ['the same format with its options', ann('formats: [pdf: {}]')],
    ['the title of the digest', ann('title: d')],
    ['all bots', ann('bots: [a, b]')],
    ['all bots in another order', ann('bots: [b, a]')],
    ['all of them', ann('bots: [a, b], locale: en-GB, timezone: UTC, formats: [pdf], title: d')],
    ['other letters', ann('', 'ANN@Example.com')],
    ['a name', ann('', 'Ann Lee <ann@example.com>')],
    ['a quoted name', ann('', '\\"Lee, Ann\\" <ann@example.com>')],
    ['angle brackets', ann('', '<ann@example.com>')],
  ])('with %s', async (_what, second) => {
    expect((await say(digest(ann(''), second))).problems).toEqual([
      expect.stringContaining(
        'names the same reader as digests.d.deliver[0].email.to[0] and gets the same; keep one of the two',
      ),
    ]);
  });

  test('with a domain as punycode', async () => {
    const { problems } = await say(
      digest(ann('', 'ann@münchen.example'), ann('', 'ann@xn--mnchen-3ya.example')),
    );
    expect(problems).toEqual([expect.stringContaining('names the same reader')]);
  });

  test('with what the digest says spelled out', async () => {
    const keys = 'locale: pl-PL, timezone: Europe/Warsaw, formats: [xlsx, csv], title: Week';
    const second = ann('locale: pl-PL, timezone: Europe/Warsaw, formats: [csv, xlsx], title: Week');
    expect((await say(digest(ann(''), second, keys))).problems).toEqual([
      expect.stringContaining('names the same reader'),
    ]);
    expect((await say(digest(ann(''), ann('locale: en-GB'), keys))).problems).toEqual([]);
  });

  test.each([
    ['locale: pl-PL'],
    ['timezone: Europe/Warsaw'],
    ['formats: [xlsx]'],
    ['formats: []'],
    ['title: D'],
    ['bots: [a]'],
  ])('and not with %s', async (more) => {
    expect((await say(digest(ann(''), ann(more)))).problems).toEqual([]);
  });

  test.each([
    ['./out', 'out/'],
    ['a/../out', 'out'],
    ['~/out', `${process.env.HOME}/out`],
  ])('folders %s and %s', async (one, other) => {
    expect((await say(digest(`folder: { path: ${one} }`, `folder: { path: ${other} }`))).problems).toEqual([
      expect.stringContaining('names the same reader'),
    ]);
  });
});
