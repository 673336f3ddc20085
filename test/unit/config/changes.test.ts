import { describe, expect, test } from 'vitest';
import { configChanges } from '../../../src/config/changes.js';
import { parseConfig } from '../../../src/config/load.js';
import { context, plugins } from './plugins.js';

const CONFIG = `timezone: UTC
chatbot: { token: common-token-1 }
email: { host: mail.example.com, user: me, password: mail-secret-1, from: a@example.com }
slack: { token: xoxb-secret-1 }
server: { listen: 127.0.0.1:8080 }
notify: [{ webhook: { url: "https://hooks.example.com/secret-path-1" } }]
heartbeat: https://ping.example.com/secret-path-1
theme: { accent: "#1f5fa8" }
bots:
  support: { name: Support bot, storyId: 5b07ff77c2376e30306d9b12 }
  sales: { name: Sales bot, storyId: 5b07ffafc2376e30306d9b16 }
digests:
  weekly:
    schedule: "0 8 * * MON"
    bots: [support]
    deliver:
      - email: { to: [ada@example.com, bob@example.com] }
      - folder: { path: ./exports }
  daily: { bots: [sales] }
alerts:
  outage:
    bots: [support]
    when: { silence: conversations }
    quiet: { from: "22:00", to: "07:00" }
    deliver:
      - email: { to: [ops@example.com] }
      - webhook: { url: "https://hooks.example.com/secret-path-3" }
`;

const read = (text: string) => parseConfig(text, '/etc/config.yaml', context);

async function changes(edit: (text: string) => string): Promise<string[]> {
  const changed = edit(CONFIG);
  expect(changed).not.toBe(CONFIG);
  return configChanges(await read(CONFIG), await read(changed), plugins.channels);
}

describe('Another configuration changes', () => {
  test.each<[string, string | RegExp, string, string[]]>([
    ['nothing', 'timezone: UTC\n', 'timezone: UTC # a comment\n', []],
    [
      'a schedule',
      '"0 8 * * MON"',
      '"0 9 * * MON"',
      ['digests.weekly.schedule changed from "0 8 * * MON" to "0 9 * * MON"'],
    ],
    ['a schedule away', / {4}schedule: .*\n/, '', ['digests.weekly.schedule removed: "0 8 * * MON"']],
    [
      'the holidays of all',
      'timezone: UTC\n',
      'timezone: UTC\nholidays: [2026-12-24]\n',
      ['holidays changed'],
    ],
    [
      'those of one',
      '    bots: [support]',
      '    bots: [support]\n    holidays: [2026-12-24]',
      ['digests.weekly.holidays changed'],
    ],
    [
      'a pause',
      '    bots: [support]',
      '    bots: [support]\n    pause: true',
      ['digests.weekly.pause added: "always"'],
    ],
    ['a digest', '  daily:', '  hourly:', ['digest daily removed', 'digest hourly added']],
    [
      'readers',
      'ada@example.com, bob@example.com',
      'bob@example.com, eve@example.com',
      [
        'digests.weekly.deliver: email eve@example.com added',
        'digests.weekly.deliver: email ada@example.com removed',
      ],
    ],
    [
      'a way of delivering',
      '- folder: { path: ./exports }',
      '- slack: { channel: C0123456789 }',
      ['digests.weekly.deliver: slack C0123456789 added', 'digests.weekly.deliver: folder ./exports removed'],
    ],
    [
      'what readers get',
      '- folder: { path: ./exports }',
      '- folder: { path: ./exports }\n        title: Other',
      ['digests.weekly.deliver changed'],
    ],
    [
      'a bot, once for all digests',
      'Support bot',
      'Help bot',
      ['bots.support.name changed from "Support bot" to "Help bot"'],
    ],
    [
      'bots of a digest',
      'bots: [support]',
      'bots: [support, sales]',
      ['digests.weekly.bots changed from ["support"] to ["support","sales"]'],
    ],
    [
      'a theme, once for all digests',
      '#1f5fa8',
      '#112233',
      ['theme.accent changed from "#1f5fa8" to "#112233"'],
    ],
    ['an alert', '  outage:', '  silence:', ['alert outage removed', 'alert silence added']],
    ['what an alert watches', 'silence: conv', 'unusual: conv', ['alerts.outage.when changed']],
    [
      'bots and quiet hours of an alert',
      /bots: \[support\]\n {4}when(.*)\n.*22:00/,
      'bots: [sales]\n    when$1\n    quiet: { from: "23:00',
      [
        'alerts.outage.quiet.from changed from 1320 to 1380',
        'alerts.outage.bots changed from ["support"] to ["sales"]',
      ],
    ],
    [
      'a check and its reminders',
      '    quiet:',
      '    check: "0 6 * * *"\n    remind: off\n    quiet:',
      [
        'alerts.outage.check changed from "0 7 * * *" to "0 6 * * *"',
        'alerts.outage.remind removed: 604800000',
      ],
    ],
    [
      'readers of an alert',
      'ops@example.com',
      'eve@example.com',
      [
        'alerts.outage.deliver: email eve@example.com added',
        'alerts.outage.deliver: email ops@example.com removed',
      ],
    ],
    ['a hook of an alert', 'secret-path-3', 'secret-path-4', ['alerts.outage.deliver changed']],
    [
      'what a digest waits for',
      '    bots: [support]\n    deliver',
      '    bots: [support]\n    when: [outage]\n    deliver',
      ['digests.weekly.when changed from [] to ["outage"]'],
    ],
    ['a server', ':8080', ':9090', ['server.port changed from 8080 to 9090']],
    ['a block away', /slack: .*\n/, '', ['slack removed']],
    ['a secret', 'xoxb-secret-1', 'xoxb-secret-2', ['slack.token changed']],
    ['a password', 'mail-secret-1', 'mail-secret-2', ['email.password changed']],
    [
      'an address that is a secret',
      'ping.example.com/secret-path-1',
      'ping.example.com/secret-path-2',
      ['heartbeat changed'],
    ],
    ['a hook', 'hooks.example.com/secret-path-1', 'hooks.example.com/secret-path-2', ['notify changed']],
    [
      'a token that bots share',
      'common-token-1',
      'common-token-2',
      ['bots.support.token changed', 'bots.sales.token changed'],
    ],
  ])('%s', async (_what, from, to, expected) => {
    const said = await changes((text) => text.replace(from, to));
    expect(said.map((line) => line)).toEqual(expected);
    expect(said.join()).not.toMatch(/secret|token-\d/);
  });

  test('the time zone of all digests and alerts, and so their slots', async () => {
    expect(await changes((text) => text.replace('timezone: UTC', 'timezone: Europe/Warsaw'))).toEqual([
      'timezone changed from "UTC" to "Europe/Warsaw"',
      'digests.weekly.timezone changed from "UTC" to "Europe/Warsaw"',
      'digests.daily.timezone changed from "UTC" to "Europe/Warsaw"',
      'alerts.outage.timezone changed from "UTC" to "Europe/Warsaw"',
    ]);
  });
});
