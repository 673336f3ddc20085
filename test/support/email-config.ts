import type { EmailSettings } from '../../src/channels/email/settings.js';
import { Secret } from '../../src/lib/secret.js';

/** What the configuration says about e-mail, for a server on `port` of 127.0.0.1. */
export function emailConfig(port: number, overrides: Partial<EmailSettings> = {}): EmailSettings {
  return {
    host: '127.0.0.1',
    port,
    security: 'opportunistic',
    user: null,
    password: null,
    oauth2: null,
    from: 'Bot reports <reports@example.org>',
    name: 'reports.example.org',
    replyTo: null,
    unsubscribe: { mailto: 'reports@example.org', url: null, secret: null },
    idempotencyHeader: null,
    dkim: null,
    maxSize: 10_000_000,
    timeout: 5_000,
    ...overrides,
  };
}

export const LOGIN = { user: 'reports', password: 'correct horse battery' };
export const withLogin = { user: LOGIN.user, password: new Secret(LOGIN.password) };
