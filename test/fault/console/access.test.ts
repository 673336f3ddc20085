import { expect, test } from 'vitest';
import { CONSOLE_PASSWORD, openConsoleWorld, visitorOf } from '../../support/console-world.js';

const open = (edit?: (text: string) => string) => openConsoleWorld(edit ? { edit } : {});
const PAGES = ['/', '/runs', '/alerts', '/alerts/outage', '/digests/daily', '/calendar', '/config'];

test('with a password, every page leads to the login, which leads back; health needs none', async () => {
  const { url } = await open();
  const visitor = visitorOf(url);
  for (const path of [...PAGES, '/runs/abc', '/nothing', '/runs?state=failed']) {
    const { status, to } = await visitor.get(path);
    expect([status, to]).toEqual([303, `/login?next=${encodeURIComponent(path)}`]);
  }
  for (const path of ['/healthz', '/readyz', '/metrics']) expect((await visitor.get(path)).status).toBe(200);
  const login = await visitor.get('/login?next=%2Fruns%3Fstate%3Dfailed');
  expect(login.text).toContain('name="next" value="/runs?state=failed"');
  const wrong = await visitor.signIn('wrong');
  expect([wrong.status, wrong.text.includes('That is not the password.')]).toEqual([401, true]);
  const right = await visitor.post('/login', { password: CONSOLE_PASSWORD, next: '/runs?state=failed' });
  expect([right.status, right.to]).toEqual([303, '/runs?state=failed']);
  expect(right.headers.get('set-cookie')).toMatch(
    /^botdigest_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
  );
  for (const path of PAGES) expect((await visitor.get(path)).status, path).toBe(200);
  expect((await visitor.get('/login')).to).toBe('/');
  expect((await visitor.get('/nothing')).status).toBe(404);
  expect((await visitor.press('/', 'Sign out')).to).toBe('/login');
  expect((await visitor.get('/')).status).toBe(303);
});

test('the sixth try within a minute is refused, also with the right password, and says how long to wait', async () => {
  const { url, clock } = await open();
  const visitor = visitorOf(url);
  for (let count = 0; count < 5; count += 1) expect((await visitor.signIn('wrong')).status).toBe(401);
  const refused = await visitor.signIn();
  expect(refused.status).toBe(429);
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  clock.forward(wait * 1_000);
  expect((await visitor.signIn()).status).toBe(303);
});

test('a session ends after twelve hours, and with its password', async () => {
  const { url, clock, reload } = await open();
  const visitor = visitorOf(url);
  await visitor.signIn();
  clock.forward(11 * 3_600_000);
  expect((await visitor.get('/runs')).status).toBe(200);
  clock.forward(3_600_001);
  expect((await visitor.get('/runs')).status).toBe(303);
  await visitor.signIn();
  expect((await visitor.get('/runs')).status).toBe(200);
  await reload((text) => text.replace(CONSOLE_PASSWORD, 'another-password'));
  expect((await visitor.get('/runs')).status).toBe(303);
  expect((await visitor.signIn('another-password')).status).toBe(303);
});

test('behind https the cookie is for https alone', async () => {
  const { url } = await open((text) =>
    text.replace('server: {', 'server: { baseUrl: "https://digest.example.com",'),
  );
  const { headers } = await visitorOf(url).signIn();
  expect(headers.get('set-cookie')).toMatch(/; Secure$/);
});

test('a form of another page, or without the token of the session, changes nothing', async () => {
  const { url, ledger } = await open();
  const visitor = visitorOf(url);
  const stranger = visitorOf(url);
  expect((await stranger.post('/digests/daily/run')).to).toBe('/login');
  await visitor.signIn();
  await visitor.get('/');
  const forged = [
    await visitor.post('/digests/daily/run', { token: '' }),
    await visitor.post('/digests/daily/run', { token: 'x'.repeat(43) }),
    await visitor.post('/digests/daily/run', {}, { origin: 'https://evil.example' }),
    await visitor.post('/digests/daily/run', {}, { origin: 'null' }),
    await visitor.post('/digests/daily/run', {}, { 'sec-fetch-site': 'cross-site' }),
    await visitor.post('/logout', { token: 'x' }),
    await visitor.post('/login', { password: CONSOLE_PASSWORD }, { origin: 'https://evil.example' }),
  ];
  expect(forged.map(({ status }) => status)).toEqual(forged.map(() => 403));
  expect(await ledger.history.runs({ limit: 9 })).toEqual([]);
  expect((await visitor.get('/')).status).toBe(200);
  const other = await fetch(`${url}/digests/daily/run`, { method: 'PUT' });
  expect([other.status, other.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
});

test('nothing on a page runs or loads from elsewhere, and nobody keeps or frames it', async () => {
  const { url } = await open();
  const visitor = visitorOf(url);
  await visitor.signIn();
  for (const path of PAGES) {
    const { headers, text } = await visitor.get(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(text).not.toMatch(/<script>|<style|style="|onclick|(src|href)="(https?:)?\/\//);
  }
  const { text } = await visitor.get('/');
  const assets = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
  expect(assets).toHaveLength(2);
  for (const path of [...assets, '/assets/inter-400.ttf'])
    expect((await visitorOf(url).get(path)).headers.get('cache-control')).toContain('immutable');
});

test('without a password the pages are open, name no reader and have no buttons', async () => {
  const { url, running, ledger } = await openConsoleWorld({
    edit: (text) =>
      text
        .replace(`, password: ${CONSOLE_PASSWORD}`, '')
        .replace('name: Support bot', 'name: "Bot of ada@example.com"')
        .replace('reports: [average]', 'reports: [conversations]'),
    prepare: async (store, now) => {
      const slot = { digest: 'daily', scheduledFor: now - 60_000, trigger: 'manual', deadline: now + 60_000 };
      await store.slots.request({ ...slot, trigger: 'manual' }, null, now);
    },
  });
  const visitor = visitorOf(url);
  const ended = async () => (await ledger.history.runs({ limit: 1 }))[0]?.run.state === 'completed';
  await expect.poll(ended, { timeout: 30_000 }).toBe(true);
  const [record] = await ledger.history.runs({ limit: 1 });
  const made = `/runs/${record?.run.id}`;
  const tabs = ['mail', 'pdf', 'workbook', 'slack', 'data'].map((tab) => `${made}?tab=${tab}`);
  for (const path of [...PAGES, made, ...tabs, `${made}/compare`, `${made}/config`]) {
    const { status, text } = await visitor.get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(text).not.toMatch(/ada@|bob@|method="post"/);
    expect(text).toContain('set server.password or server.passwordFile');
  }
  expect((await visitor.get(`/runs/${record?.run.id}`)).text).toContain('a…@example.com');
  const names = [...(await visitor.get(`${made}?tab=data`)).text.matchAll(/files\/([^"]+)"/g)];
  const files = [
    ...names.map(([, name]) => `files/${name}`),
    'files/conversations.csv',
    'files/digest.txt',
    'mail',
  ];
  for (const file of [...files, 'files/digest.html']) {
    const { status, text } = await visitor.get(`${made}/${file}`);
    expect([file, status, text.includes('a…@example.com'), /ada@|bob@/.test(text)]).toEqual([
      file,
      200,
      true,
      false,
    ]);
  }
  expect((await visitor.get(`/runs/${record?.run.id}/files/digest.eml`)).status).toBe(404);
  const refused = await visitor.post('/digests/daily/run');
  expect([refused.status, refused.text.includes('server.password')]).toEqual([403, true]);
  expect((await visitor.post('/login', { password: 'x' })).status).toBe(403);
  expect((await ledger.history.runs({ limit: 9 })).length).toBe(1);
  expect(running.config().server?.password).toBeNull();
});

test('metrics can be switched off, and on again', async () => {
  const { url, reload } = await open((text) => text.replace('listen:', 'metrics: off, listen:'));
  const status = async () => (await fetch(`${url}/metrics`)).status;
  expect(await status()).toBe(404);
  await reload((text) => text.replace('metrics: off, ', ''));
  expect(await status()).toBe(200);
});
