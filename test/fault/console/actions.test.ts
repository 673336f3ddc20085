import { expect, test } from 'vitest';
import { checkName } from '../../../src/alerts/check-name.js';
import type { RunStory } from '../../../src/ledger/ledger.js';
import { testName } from '../../../src/schedule/test-name.js';
import { openConsoleWorld, visitorOf } from '../../support/console-world.js';

const PATIENT = { timeout: 60_000 };

/** A world with somebody signed in, and ways to look at the last run. */
async function signedIn(options: Parameters<typeof openConsoleWorld>[0] = {}) {
  const world = await openConsoleWorld(options);
  const visitor = visitorOf(world.url);
  expect((await visitor.signIn()).status).toBe(303);
  const last = async (digest = 'daily'): Promise<RunStory> => {
    const [record] = await world.ledger.history.runs({ digest, limit: 1 });
    const story = record && (await world.ledger.history.run(record.run.id));
    if (!story) throw new Error('nothing was run');
    return story;
  };
  const ended = (state: string) => expect.poll(async () => (await last()).run.state, PATIENT).toBe(state);
  const who = async (reason: string) =>
    (await last()).events.filter((event) => event.reason === reason).map(({ detail }) => detail);
  return { ...world, visitor, last, ended, who };
}

test('Run now, Send again and Send to somebody else bring one mail each, and say who asked', async () => {
  const { visitor, last, ended, who, mailedTo } = await signedIn();
  const asked = await visitor.press('/', 'Run now');
  await ended('completed');
  const { run } = await last();
  expect([asked.status, asked.to]).toEqual([303, `/runs/${run.id}`]);
  expect(run.trigger).toBe('console');
  expect(await who('console')).toEqual(['console']);
  expect(mailedTo()).toEqual(['ada@example.com', 'bob@example.com']);
  expect((await visitor.get(asked.to)).text).toContain('Support, yesterday is on its way.');

  const refused = await visitor.press('/', 'Run now');
  expect((await visitor.get(refused.to)).text).toContain('went out already');
  expect(mailedTo()).toHaveLength(2);

  await visitor.press(`/runs/${run.id}`, 'Send again', { target: 'bob@example.com' });
  await expect.poll(mailedTo, PATIENT).toHaveLength(3);
  expect(mailedTo().at(-1)).toBe('bob@example.com');
  await ended('completed');
  await visitor.press(`/runs/${run.id}`, 'Send to somebody else', { to: 'carol@example.com' });
  await expect.poll(mailedTo, PATIENT).toHaveLength(4);
  expect(mailedTo().at(-1)).toBe('carol@example.com');
  await ended('completed');
  expect(await who('resend')).toContain('console');
  const nobody = await visitor.press(`/runs/${run.id}`, 'Send to somebody else', { to: 'no address' });
  expect((await visitor.get(nobody.to)).text).toContain('class="said problem"');
  expect(mailedTo()).toHaveLength(4);
});

test('It arrived, Give up and Send again settle what is in doubt, and the headline counts it', async () => {
  let silent = true;
  const world = await signedIn({
    edit: (text) => text.replace('bob@example.com', 'bob@example.com, dan@example.com'),
    script: { dot: () => (silent ? { silent: true } : { reply: '250 2.0.0 Ok' }) },
  });
  const { visitor, last, mailedTo, ended } = world;
  await visitor.press('/', 'Run now');
  const states = async () => (await last()).deliveries.map(({ state }) => state);
  await expect.poll(states, PATIENT).toEqual(['held', 'held', 'held']);
  await expect.poll(async () => (await visitor.get('/')).text, PATIENT).toContain('one thing needs you');
  expect((await visitor.get('/')).text).toContain('3 deliveries are in doubt');
  const before = mailedTo().length;
  await visitor.press('/', 'It arrived');
  expect(await states()).toEqual(['delivered', 'held', 'held']);
  await visitor.press('/', 'Give up');
  expect(await states()).toEqual(['delivered', 'failed', 'held']);
  expect((await last()).events.filter(({ reason }) => reason === 'resolved')).toMatchObject([
    { what: 'delivered', detail: 'console' },
    { what: 'failed', detail: 'console' },
  ]);
  expect(mailedTo()).toHaveLength(before);
  silent = false;
  await visitor.press('/', 'Send again');
  await expect.poll(states, PATIENT).toEqual(['delivered', 'failed', 'delivered']);
  await ended('partial');
  expect(mailedTo().slice(before)).toEqual(['dan@example.com']);
  expect(await world.who('resend')).toContain('console');
  const { run } = await last();
  // The button beside the story, without a reader: what is missing, to all.
  const form = `action="/runs/${run.id}/resend" class="action"><input type="hidden" name="token" value="`;
  const page = await visitor.get(`/runs/${run.id}`);
  expect(page.text.split(form).at(-1)).toMatch(/^[\w-]+"\/><button type="submit" class="main">Send again</);
  await visitor.post(`/runs/${run.id}/resend`);
  await expect.poll(states, PATIENT).toEqual(['delivered', 'delivered', 'delivered']);
  expect(mailedTo().slice(before)).toEqual(['dan@example.com', 'bob@example.com']);
  await ended('completed');
  expect((await visitor.get('/')).text).toContain('All is well');
});

test('Preview makes everything and sends nothing; Send test sends one marked mail that counts for nothing', async () => {
  const { visitor, ledger, mailedTo, mail } = await signedIn();
  const asked = await visitor.press('/', 'Preview');
  expect(asked.to).toBe('/digests/daily/preview');
  await expect.poll(async () => (await visitor.get(asked.to)).text, PATIENT).toContain('nothing was sent');
  const html = await visitor.get('/digests/daily/preview/digest.html');
  expect([html.status, html.headers.get('content-security-policy')]).toEqual([
    200,
    expect.stringContaining('sandbox'),
  ]);
  expect((await visitor.get('/digests/daily/preview/nothing.pdf')).status).toBe(404);
  expect(mailedTo()).toEqual([]);
  expect(await ledger.history.runs({ limit: 9, checks: true, tests: true })).toEqual([]);

  const tested = await visitor.press('/digests/daily', 'Send test', { to: 'dora@example.com' });
  expect(mailedTo()).toEqual(['dora@example.com']);
  expect(mail.messages[0]).toMatch(/^Subject: \[Test\]/m);
  expect((await visitor.get(tested.to)).text).toContain('The test went to dora@example.com.');
  const [record] = await ledger.history.runs({ digest: testName('daily'), limit: 1 });
  expect(record?.run.trigger).toBe('test');
});

test('Pause, Resume and Skip next stand in the ledger with who, and each page says what they leave out', async () => {
  const { visitor, ledger, clock } = await signedIn();
  const kept = async () => (await ledger.pauses.all()).filter(({ endedBy }) => endedBy === null);
  const said = async (asked: { readonly to: string }) => (await visitor.get(asked.to)).text;
  expect(await said(await visitor.press('/', 'Pause'))).toContain('is paused until it is resumed');
  expect(await kept()).toMatchObject([{ kind: 'pause', until: null, by: 'console' }]);
  for (const page of ['/', '/digests/daily', '/calendar'])
    expect((await visitor.get(page)).text).toContain('paused by console');
  expect(await said(await visitor.press('/', 'Resume'))).toContain('is resumed. Next:');
  expect(await kept()).toEqual([]);

  const inTenDays = new Date(clock.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await visitor.press('/digests/daily', 'Pause', { until: inTenDays });
  expect((await kept())[0]?.until).toBeGreaterThan(clock.now() + 9 * 86_400_000);
  for (const [until, text] of [
    ['2020-01-01', '2020-01-01 is over in Europe/Warsaw'],
    ['soon', 'soon is no day'],
  ] as const) {
    const refused = await visitor.post('/digests/daily/pause', { until });
    expect(await said(refused)).toContain(text);
  }
  await visitor.press('/digests/daily', 'Resume');
  expect(await said(await visitor.press('/digests/daily', 'Skip next'))).toMatch(/The slot of .* is skipped/);
  expect(await kept()).toMatchObject([{ kind: 'skip', by: 'console' }]);
  expect((await visitor.get('/')).text).toContain('skipped by console');
  await visitor.press('/digests/daily', 'Take back');
  expect(await kept()).toEqual([]);
  const { text } = await visitor.get('/digests/daily');
  const history = /<table [^>]*aria-label="Pauses and skips".*?<\/table>/s.exec(text)?.[0] ?? '';
  const asked = [...history.matchAll(/data-label="(?:Asked by|Ended)">([^<,]*)/g)].map(([, said]) => said);
  expect(asked).toEqual([
    ...['console', 'taken back by console'],
    ...['console', 'by console'],
    ...['console', 'by console'],
  ]);
});

test('Snooze and Unsnooze stand in the ledger with who and until when', async () => {
  const { visitor, ledger, clock } = await signedIn();
  const snooze = async () => (await ledger.alerts.snoozes())[0];
  await visitor.press('/alerts/outage', 'Snooze', { for: '7d', until: '' });
  const week = clock.now() + 7 * 86_400_000;
  expect(await snooze()).toMatchObject({ alert: 'outage', by: 'console', endedBy: null });
  expect(Math.abs(((await snooze())?.until ?? 0) - week)).toBeLessThan(60_000);
  const { text } = await visitor.get('/alerts/outage');
  expect(text).toContain('Unsnooze');
  expect(text).toContain('<dt>Snoozed</dt><dd>by console, ');
  await visitor.press('/alerts/outage', 'Unsnooze');
  expect(await snooze()).toMatchObject({ endedBy: 'console' });
  const refused = await visitor.press('/alerts/outage', 'Snooze', { for: '', until: '2020-01-01' });
  expect((await visitor.get(refused.to)).text).toContain('Snooze until a day from today on');
  expect(await snooze()).toMatchObject({ endedBy: 'console' });
});

test('what the past would have said is judged on demand, and stores nothing', async () => {
  const { visitor, ledger } = await signedIn();
  await visitor.press('/alerts/outage', 'Judge 180 days');
  await expect
    .poll(async () => (await visitor.get('/alerts/outage')).text, PATIENT)
    .toContain('it is set to 1.');
  expect(await ledger.alerts.checks()).toEqual([]);
  expect(await ledger.history.runs({ digest: checkName('outage'), limit: 1 })).toEqual([]);
});

test('what a run made is made again byte for byte, under both of its names, and nothing of it runs', async () => {
  const edit = (text: string) => text.replace('reports: [average]', 'reports: [conversations]');
  const { visitor, last, ended, clock } = await signedIn({ edit });
  const earlier = await visitor.press('/', 'Run now');
  await ended('completed');
  clock.forward(86_400_000);
  await visitor.signIn();
  await visitor.press('/', 'Run now');
  await expect.poll(async () => (await last()).run.state, PATIENT).toBe('completed');
  await expect.poll(async () => `/runs/${(await last()).run.id}`, PATIENT).not.toBe(earlier.to);
  await ended('completed');
  const { run, artifacts } = await last();
  const csv = artifacts.find(({ name }) => name.endsWith('.csv'));
  const mail = await visitor.get(`/runs/${run.id}/mail`);
  expect(mail.text).toContain('Support, yesterday');
  expect(mail.headers.get('content-security-policy')).toMatch(/default-src 'none';.*sandbox/);
  const sent = await visitor.get(`/runs/${run.id}/files/${csv?.name}`);
  expect([sent.status, sent.headers.get('content-disposition')]).toEqual([
    200,
    `attachment; filename*=UTF-8''${csv?.name}`,
  ]);
  expect(sent.text.length).toBe(csv?.size);
  expect((await visitor.get(`/runs/${run.id}?tab=data`)).text).toContain('botdigest.digest/2');
  expect((await visitor.get(`/runs/${run.id}?tab=pdf`)).text).toContain('It has no PDF.');
  const data = await visitor.get(`/runs/${run.id}/files/digest.json`);
  expect(JSON.parse(data.text)).toMatchObject({ id: 'daily' });
  expect((await visitor.get(`/runs/${run.id}/files/nothing`)).status).toBe(404);
  const settings = await visitor.get(`/runs/${run.id}/config`);
  expect(settings.text).toContain('<dt>title</dt><dd>Support, yesterday</dd>');
  const compared = await visitor.get(`/runs/${run.id}/compare`);
  expect(compared.text).toContain(`<a href="${earlier.to}">Support, yesterday, `);
  const [figure] = JSON.parse(data.text).tiles;
  const cells = [...compared.text.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell);
  expect(cells.slice(0, 2)).toEqual([figure.label, figure.text]);
  const alone = await visitor.get(`${earlier.to}/compare`);
  expect(alone.text).toContain('No run before it made a digest.');
  expect((await visitor.get('/runs/0123456789abcdef')).status).toBe(404);
});

test('a refused configuration is the headline, and its page says why', async () => {
  const { visitor, reload } = await signedIn();
  await reload((text) => text.replace('bots: [support]\n    period', 'bots: [suport]\n    period'));
  expect((await visitor.get('/')).text).toContain(
    '<h1>1 digest, 1 alert: the new configuration is not used</h1>',
  );
  const { text } = await visitor.get('/config');
  expect(text).toContain('did you mean “support”');
  expect(text).not.toContain('correct-horse');
  await reload((before) => before.replace('suport', 'support').replace('Support, yesterday', 'Renamed'));
  expect((await visitor.get('/')).text).toContain('<h1>All is well</h1>');
  expect((await visitor.get('/config')).text).toContain('digests.daily');
});
