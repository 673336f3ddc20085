import { describe, expect, test } from 'vitest';
import { readAlerts } from '../alerts-file.js';

const deliver = [{ folder: { path: './alerts' } }];
const when = { silence: 'conversations' };

async function warned(alert: object, keys: object = {}): Promise<string[]> {
  const { warnings } = await readAlerts({ outage: { when, deliver, ...alert } }, keys);
  return warnings.map((warning) => warning.replace(/^config\.yaml:\d+:\d+: /, ''));
}

describe('An alert is warned of that', () => {
  test('tells nobody, unless a digest names it', async () => {
    const said =
      'alerts.outage: is checked and tells nobody: it has nobody under deliver, and no digest names it under when';
    expect(await warned({ deliver: [] })).toEqual([said]);
    expect(
      await warned({ deliver: [] }, { digests: { weekly: { bots: ['support'], when: ['outage'] } } }),
    ).toEqual([]);
  });

  test('takes one check without an answer for a gap', async () => {
    const said =
      'alerts.outage.when.gap: “36h” is less than the time between two checks: one check without an answer is a gap';
    expect(await warned({ when: { gap: '36h' }, check: '0 7 * * MON,WED,FRI' })).toEqual([said]);
    expect(await warned({ when: { gap: '36h' } })).toEqual([]);
    expect(await warned({ when: { gap: '24h' } })).toEqual([]);
  });

  test('watches a source that a bot does not count', async () => {
    const said = 'alerts.outage.sources[0]: “messenger” is not among the sources that bots.shop counts';
    expect(await warned({ sources: ['messenger', 'widget'] })).toEqual([said]);
    expect(await warned({ sources: ['messenger'], bots: ['support', 'sales'] })).toEqual([]);
  });

  test('watches none of the bots of the digest that names it', async () => {
    const digests = { weekly: { bots: ['support'], when: ['outage'] } };
    expect(await warned({ bots: ['sales', 'shop'] }, { digests })).toEqual([
      'digests.weekly.when[0]: “outage” watches none of the bots of this digest, only sales, shop',
    ]);
    expect(await warned({ bots: ['sales', 'support'] }, { digests })).toEqual([]);
    expect(await warned({}, { digests })).toEqual([]);
  });
});

describe('As of a digest, it is warned of', () => {
  test.each<[string, object, string]>([
    ['a zone', { timezone: 'EST' }, 'alerts.outage.timezone: “EST” is 5 hours behind UTC all year'],
    [
      'a zone of readers',
      { deliver: [{ ...deliver[0], timezone: 'EST' }] },
      'alerts.outage.deliver[0].timezone: “EST” is 5 hours behind UTC all year',
    ],
    ['a locale', { locale: 'th' }, 'alerts.outage.locale: there are no words for “th”'],
    [
      'a locale of readers',
      { deliver: [{ ...deliver[0], locale: 'th' }] },
      'alerts.outage.deliver[0].locale: there are no words for “th”',
    ],
    ['a title', { title: 'สวัสดี' }, 'alerts.outage.title: “สวัสดี” has letters that no bundled font has'],
    ['a colour', { theme: { accent: '#aabbcc' } }, 'alerts.outage.theme.accent: “#aabbcc” is faint on white'],
    [
      'an address',
      { deliver: [{ slack: { channel: 'C0123456789' } }, { email: { to: ['operator@mail'] } }] },
      'alerts.outage.deliver[1].email.to[0]: ',
    ],
  ])('%s that is probably not meant', async (_what, alert, said) => {
    const keys = {
      slack: { token: 'xoxb-1' },
      email: { url: 'smtp://127.0.0.1:2525', from: 'b@example.com' },
    };
    expect(await warned(alert, keys)).toEqual([expect.stringContaining(said)]);
  });
});
