import { expect, test } from 'vitest';
import type { Connection } from '../../../src/channels/channel.js';
import { createRedactor, Secret } from '../../../src/lib/secret.js';
import { noticeEnvelope } from '../../../src/notify/message.js';
import { noticeOf } from '../../../src/notify/notice.js';
import { connectHook, connectSlack } from '../../support/connections.js';
import { story, streak } from './notices.js';

const secret = new Secret('pass"wo\\rd-1');
const ways: Readonly<Record<string, Connection>> = {
  slack: connectSlack({ token: secret, apiUrl: 'http://127.0.0.1:1/', timeout: 1 }),
  webhook: connectHook({ url: 'http://127.0.0.1:1/' }),
};

const SAID =
  'The server said: 550 <!channel> <@U123> <http://evil.example|bank> @channel @everyone [bank](http://evil.example)\u001b[31m\u202e\n2026 forged pass"wo\\rd-1.';

test.each(['slack', 'webhook'])('a notice by %s shows foreign words and obeys none', (kind) => {
  const connection = ways[kind] as Connection;
  const notice = noticeOf(streak(), story({ error: SAID }), undefined);
  const envelope = noticeEnvelope(
    notice,
    { connection, target: { kind, address: 'x' } },
    createRedactor([secret]),
  );
  const file = [...envelope.body, ...envelope.attachments].find(({ name }) => name.endsWith('.json'));
  const text = Buffer.from(file?.bytes ?? '').toString();
  const said = JSON.parse(text) as { text: string; run?: { error: string }; blocks?: unknown };
  expect(said.text).not.toMatch(/[<>]|@channel|@everyone|\]\(/);
  expect(text).not.toMatch(/u001b|\u202e|forged\\n|pass\\"wo|pass"wo|rd-1/);
  expect(text).toContain('<secret>');
  if (kind === 'webhook') {
    expect(said.run?.error).not.toContain('\n');
    expect(said.text).toContain('‹!channel› ‹@U123›');
  }
});
