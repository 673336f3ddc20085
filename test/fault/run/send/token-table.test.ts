import { expect, onTestFinished, test } from 'vitest';
import { openDesk, standingOf } from '../../../support/desk.js';
import { startMailServer } from '../../../support/smtp-server.js';
import { respondWith, startTokenServer } from '../../../support/token-server.js';

const MINUTE = 60_000;

const drop = (response: { destroy(): void }) => response.destroy();

test.each([
  ['answers 503', respondWith(503, ''), 'pending, token-unavailable'],
  ['drops the connection', drop, 'pending, token-unavailable'],
  ['gives a page', respondWith(200, '<html>'), 'pending, token-unavailable'],
  ['refuses the client', respondWith(401, { error: 'invalid_client' }), 'failed, token-refused'],
  ['refuses the grant', respondWith(400, { error: 'invalid_grant' }), 'failed, token-refused'],
])(
  'a token server that %s: how the mail stands, and that a later run sends it',
  async (_name, respond, standing) => {
    const tokens = await startTokenServer();
    const mail = await startMailServer({ accepts: (token) => tokens.accepts(token) });
    onTestFinished(async () => void (await Promise.all([tokens.stop(), mail.stop()])));
    const desk = await openDesk({ deliver: ['email: { to: [ada@example.com] }'] });
    const { tokenUrl, clientId, clientSecret, scope } = tokens.login('client');
    const oauth2 = JSON.stringify({ tokenUrl, clientId, clientSecret: clientSecret?.reveal(), scope });
    const line = `email: { url: "smtp://127.0.0.1:${mail.port}", from: reports@example.org, oauth2: ${oauth2} }`;
    const edit = (text: string) => text.replace(/^email: .*$/m, line);
    tokens.answer(respond);
    expect(standingOf((await desk.run(edit)).story)).toEqual([`ada@example.com message: ${standing}`]);
    tokens.answer(null);
    desk.clock.forward(2 * MINUTE);
    expect(standingOf((await desk.run(edit)).story)).toEqual(['ada@example.com message: delivered, retry']);
    expect(mail.mails).toHaveLength(1);
  },
);
