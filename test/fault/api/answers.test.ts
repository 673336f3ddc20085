import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { ChatbotConfig } from '../../../src/config/config.js';
import { inTurn, json, type Respond, raw, startApi } from '../../support/api-server.js';
import { REPORT, type Rig, rigOf, TOKEN } from './rig.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close();
});

async function rig(respond: Respond, chatbot: Partial<ChatbotConfig> = {}): Promise<Rig> {
  const made = await rigOf(respond, chatbot);
  open.push(made);
  return made;
}

async function ask(respond: Respond, chatbot: Partial<ChatbotConfig> = {}) {
  const { api, client } = await rig(respond, chatbot);
  const result = await client.session().get(REPORT);
  return { result, requests: api.requests };
}

const GOOD = { data: [] };
const vendorError = (code: unknown, type = 'SOMETHING') => ({ timestamp: 1, status: { code, type } });

describe('an answer that is final', () => {
  test.each<{ what: string; respond: Respond; reason: string; message: string }>([
    {
      what: '400',
      respond: json(vendorError(400, 'BAD_REQUEST'), 400),
      reason: 'bad-request',
      message: 'The API did not accept the request (400 BAD_REQUEST).',
    },
    {
      what: '404',
      respond: raw('<html>not here</html>', 404),
      reason: 'not-found',
      message: 'The API has no such story or report (404): check the storyId.',
    },
    {
      what: '401',
      respond: json({ status: 401 }, 401),
      reason: 'unauthorized',
      message:
        'The API refused the token of chatbot.token (401): put a valid developer access token there (ChatBot app → Settings → Developer settings → access token); no further request was made with this one.',
    },
    {
      what: '403',
      respond: raw('', 403),
      reason: 'unauthorized',
      message:
        'The API refused the token of chatbot.token (403): put a valid developer access token there (ChatBot app → Settings → Developer settings → access token); no further request was made with this one.',
    },
    {
      what: '418',
      respond: raw('', 418),
      reason: 'bad-request',
      message: 'The API did not accept the request (418).',
    },
    {
      what: 'a 404 inside a 200, its status an object',
      respond: json(vendorError(404, 'NOT_FOUND')),
      reason: 'not-found',
      message: 'The API has no such story or report (404 NOT_FOUND): check the storyId.',
    },
    {
      what: 'a 401 inside a 200, its status a number',
      respond: json({ timestamp: 1, status: 401 }),
      reason: 'unauthorized',
      message:
        'The API refused the token of chatbot.token (401): put a valid developer access token there (ChatBot app → Settings → Developer settings → access token); no further request was made with this one.',
    },
  ])('$what is a gap after one request', async ({ respond, reason, message }) => {
    const { result, requests } = await ask(respond);
    expect(result).toEqual({ ok: false, gap: { kind: 'gap', reason, message } });
    expect(requests).toHaveLength(1);
  });

  test('an error that repeats the token is told without it', async () => {
    const { result } = await ask(json(vendorError(400, TOKEN), 400));
    expect(result).toMatchObject({
      gap: { message: 'The API did not accept the request (400 <secret>).' },
    });
  });

  test('a page with words of its own inside the error is not quoted', async () => {
    const { result } = await ask(json(vendorError(400, '<b>\u001b[31mboo</b>'), 400));
    expect(result).toMatchObject({ gap: { message: 'The API did not accept the request (400).' } });
  });
});

describe('an answer that may be better next time', () => {
  const stalledHeaders: Respond = () => undefined;
  const stalledBody: Respond = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"data":[');
  };
  const truncatedLength: Respond = (response) => {
    response.writeHead(200, { 'content-length': '500' });
    response.write('{"data":[');
    setTimeout(() => response.destroy(), 20);
  };
  const truncatedChunks: Respond = (response) => {
    response.writeHead(200);
    response.write('{"data":[');
    setTimeout(() => response.destroy(), 20);
  };
  const reset: Respond = (response) => {
    response.socket?.resetAndDestroy();
  };

  test.each<{ what: string; respond: Respond; reason: string }>([
    { what: '408', respond: raw('', 408), reason: 'timeout' },
    { what: '425', respond: raw('', 425), reason: 'server-error' },
    { what: '429', respond: raw('', 429), reason: 'rate-limited' },
    { what: '500', respond: json(vendorError(500), 500), reason: 'server-error' },
    { what: '502 with a page', respond: raw('<html>bad gateway</html>', 502), reason: 'server-error' },
    { what: '503', respond: raw('', 503), reason: 'server-error' },
    { what: '504', respond: raw('', 504), reason: 'server-error' },
    { what: 'a 503 inside a 200', respond: json(vendorError(503)), reason: 'server-error' },
    { what: 'a 429 inside a 200, as text', respond: json(vendorError('429')), reason: 'rate-limited' },
    { what: 'silence before the headers', respond: stalledHeaders, reason: 'timeout' },
    { what: 'silence inside the body', respond: stalledBody, reason: 'timeout' },
    { what: 'a body shorter than announced', respond: truncatedLength, reason: 'unreachable' },
    { what: 'a chunked body cut off', respond: truncatedChunks, reason: 'unreachable' },
    { what: 'a reset connection', respond: reset, reason: 'unreachable' },
    { what: 'JSON cut off in the middle', respond: raw('{"data":[{"date'), reason: 'malformed' },
    { what: 'a page instead of JSON', respond: raw('<html>hello</html>'), reason: 'malformed' },
    { what: 'an empty body', respond: raw(''), reason: 'malformed' },
    { what: '204', respond: raw('', 204), reason: 'malformed' },
    {
      what: 'gzip cut off in the middle',
      respond: raw(gzipSync(JSON.stringify(GOOD)).subarray(0, 15), 200, { 'content-encoding': 'gzip' }),
      reason: 'malformed',
    },
    {
      what: 'plain text that claims to be gzip',
      respond: raw('{"data":[]}', 200, { 'content-encoding': 'gzip' }),
      reason: 'malformed',
    },
    {
      what: 'an encoding nobody asked for',
      respond: raw('{"data":[]}', 200, { 'content-encoding': 'zstd' }),
      reason: 'malformed',
    },
  ])('$what is tried again, and then a gap', async ({ respond, reason }) => {
    const recovered = await ask(inTurn(respond, json(GOOD)), { timeout: 150 });
    expect(recovered.result).toEqual({ ok: true, body: GOOD });
    expect(recovered.requests).toHaveLength(2);

    const lasting = await ask(respond, { timeout: 150, retries: 1 });
    expect(lasting.result).toMatchObject({ ok: false, gap: { reason } });
    expect(lasting.requests).toHaveLength(2);
    expect(lasting.result).toMatchObject({ gap: { message: expect.stringContaining('tried 2 times') } });
  });

  test('a server that is not there is a gap that names the code', async () => {
    const gone = await startApi(json(GOOD));
    await gone.close();
    const { client } = await rig(json(GOOD), { baseUrl: gone.url, retries: 0 });
    expect(await client.session().get(REPORT)).toMatchObject({
      ok: false,
      gap: {
        reason: 'unreachable',
        message:
          'The API could not be reached, or the connection was lost (ECONNREFUSED): check chatbot.baseUrl.',
      },
    });
  });
});

describe('an answer that is too much', () => {
  test.each([
    { what: 'plain', encode: (bytes: Buffer) => bytes, headers: {} },
    { what: 'gzip', encode: (bytes: Buffer) => gzipSync(bytes), headers: { 'content-encoding': 'gzip' } },
  ])('21 MB of JSON, $what, is refused without another try', async ({ encode, headers }) => {
    const body = encode(Buffer.from(`"${'x'.repeat(21 * 1024 * 1024)}"`));
    const { result, requests } = await ask(raw(body, 200, headers));
    expect(result).toMatchObject({ ok: false, gap: { reason: 'too-large' } });
    expect(requests).toHaveLength(1);
  });

  test('a gzip bomb is stopped after a fraction of what it would become', async () => {
    const layer = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: 40 }, () => layer));
    const before = process.memoryUsage().arrayBuffers;
    const { result } = await ask(raw(bomb, 200, { 'content-encoding': 'gzip' }));
    expect(result).toMatchObject({
      gap: {
        reason: 'too-large',
        message: 'The answer was larger than 20 MB: choose a shorter period.',
      },
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024);
  });

  test('an endless body is cut off', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    const { result } = await ask((response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(piece)) sent += 1;
      };
      response.on('drain', more);
      more();
    });
    expect(result).toMatchObject({ gap: { reason: 'too-large' } });
    expect(sent).toBeLessThan(60);
  });

  test('an error with a huge body is still that error', async () => {
    const { result } = await ask(raw(Buffer.alloc(25 * 1024 * 1024, 'x'), 404));
    expect(result).toMatchObject({ gap: { reason: 'not-found' } });
  });

  test('an error whose body never ends is still that error', async () => {
    const { result } = await ask(
      (response) => {
        response.writeHead(404);
        response.write('{');
      },
      { timeout: 150 },
    );
    expect(result).toMatchObject({ gap: { reason: 'not-found' } });
  });

  test('20 MB are still read', async () => {
    const { result } = await ask(raw(`"${'x'.repeat(20 * 1024 * 1024 - 2)}"`));
    expect(result.ok).toBe(true);
  });
});

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('%i is not followed, and the token goes nowhere', async (status) => {
    const elsewhere = await startApi(json(GOOD));
    open.push(elsewhere);
    const { result, requests } = await ask(
      raw('', status, { location: `${elsewhere.url}/reports/conversations` }),
    );
    expect(result).toEqual({
      ok: false,
      gap: {
        kind: 'gap',
        reason: 'redirected',
        message: `The API redirected to another address (${status}); redirects are not followed: check chatbot.baseUrl.`,
      },
    });
    expect(requests).toHaveLength(1);
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('a good answer', () => {
  const bytes = Buffer.from(JSON.stringify({ data: [{ date: '2026-11-16', value: 3 }], name: 'żółw' }));
  test.each([
    { encoding: 'identity', encode: (plain: Buffer) => plain },
    { encoding: 'gzip', encode: (plain: Buffer) => gzipSync(plain) },
    { encoding: 'br', encode: (plain: Buffer) => brotliCompressSync(plain) },
    { encoding: 'deflate', encode: (plain: Buffer) => deflateSync(plain) },
    { encoding: 'deflate, gzip', encode: (plain: Buffer) => gzipSync(deflateSync(plain)) },
  ])('is read as $encoding', async ({ encoding, encode }) => {
    const { result } = await ask(raw(encode(bytes), 200, { 'content-encoding': encoding }));
    expect(result).toEqual({ ok: true, body: JSON.parse(bytes.toString()) });
  });

  test('is asked for with the token, the formats it may have and the parameters in order', async () => {
    const { api, client } = await rig(json(GOOD));
    await client.session().get({
      path: '/reports/conversations',
      query: [
        ['from', '2026-11-16T00:00:00.000Z'],
        ['source[]', 'widget'],
        ['source[]', 'messenger'],
      ],
    });
    const [request] = api.requests;
    expect(request?.path).toBe('/reports/conversations');
    expect([...(request?.query ?? [])]).toEqual([
      ['from', '2026-11-16T00:00:00.000Z'],
      ['source[]', 'widget'],
      ['source[]', 'messenger'],
    ]);
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      accept: 'application/json',
      'accept-encoding': 'gzip, br, deflate',
      'user-agent': 'botdigest/test',
    });
  });

  test('comes from below the path of the base URL', async () => {
    const api = await startApi(json(GOOD));
    open.push(api);
    const { client } = await rig(json(GOOD), { baseUrl: `${api.url}/proxy/` });
    await client.session().get(REPORT);
    expect(api.requests.map(({ path }) => path)).toEqual(['/proxy/reports/conversations']);
  });
});

describe('a body that would break whoever reads it', () => {
  const deep = '['.repeat(5_000) + ']'.repeat(5_000);
  test.each([
    ['its status', `{"status":${deep}}`],
    ['the code of its status', `{"status":{"code":${deep}}}`],
    ['its data', `{"data":${deep}}`],
    ['a date', `{"data":[{"date":${deep},"value":1}]}`],
    ['a name', `[{"name":${deep},"value":1}]`],
    ['a key that nobody reads', `{"data":[],"more":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`],
  ])('nested 5,000 deep in %s is one gap', async (_where, body) => {
    const { result, requests } = await ask(raw(body));
    expect(result).toMatchObject({ ok: false, gap: { reason: 'malformed' } });
    expect(requests).toHaveLength(1);
  });

  test('an error nested as deep keeps its status', async () => {
    const { result } = await ask(raw(`{"status":${deep}}`, 404));
    expect(result).toMatchObject({ gap: { reason: 'not-found' } });
  });

  test('of three million numbers is one gap', async () => {
    const { result } = await ask(raw(`{"data":[${'1,'.repeat(3_000_000)}1]}`));
    expect(result).toMatchObject({ gap: { reason: 'malformed' } });
  });
});

test.each([
  ['as it is', TOKEN],
  ['behind escapes', TOKEN.replace('t', '\\u0074')],
  ['in base64', Buffer.from(`user:${TOKEN}`).toString('base64')],
  ['percent-encoded', encodeURIComponent(TOKEN)],
])('a token that comes back as a name is cut, %s', async (_how, echoed) => {
  const { result } = await ask(raw(`[{"name":"Hello ${echoed}","value":1}]`));
  expect(result.ok).toBe(true);
  expect(JSON.stringify(result)).toContain('<secret>');
  expect(JSON.stringify(result)).not.toContain(TOKEN);
  expect(JSON.stringify(result)).not.toContain(Buffer.from(TOKEN).toString('base64').slice(4, 16));
});
