import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deadPort } from './free-port.js';
import { tempFolder } from './temp-folder.js';
import { testCertificate } from './tls.js';

const run = promisify(execFile);
const PROGRAMS = '/usr/lib/postfix/sbin';

export interface Postfix {
  /** Relays what comes from this machine, and takes addresses outside ASCII. */
  readonly relay: number;
  /** Wants a login, with a password or an access token, and takes addresses in ASCII only. */
  readonly submission: number;
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** Why no Postfix (with Dovecot for logins) can be started here; null where it can. */
export function postfixLack(): string | null {
  const missing = [
    ...(existsSync(`${PROGRAMS}/master`) ? [] : ['postfix']),
    ...(existsSync('/usr/sbin/dovecot') ? [] : ['dovecot-core']),
  ];
  if (missing.length > 0) return `${missing.join(' and ')} not installed`;
  return process.getuid?.() === 0 ? null : 'only root can start Postfix';
}

/**
 * A Postfix of its own on free ports of 127.0.0.1, with its queue in a folder that goes when it stops. It hands everything to the port `sink`;
 * Dovecot asks `tokenInfo` whether an access token is valid.
 */
export async function startPostfix(sink: number, tokenInfo: string): Promise<Postfix> {
  const folder = await tempFolder();
  const at = (...parts: string[]) => join(folder.path, ...parts);
  const [relay, submission] = [await deadPort(), await deadPort()];
  await chmod(folder.path, 0o755);
  await Promise.all(['queue', 'data', 'dovecot'].map((name) => mkdir(at(name))));
  await run('chown', ['postfix', at('data')]);
  await writeFile(at('cert.pem'), `${testCertificate.key}\n${testCertificate.cert}`, { mode: 0o600 });
  const main = Object.entries(mainSettings(folder.path, sink)).map(([key, value]) => `${key} = ${value}`);
  await writeFile(at('main.cf'), lines(main));
  const login = Object.entries(SUBMISSION).map(([key, value]) => ` -o ${key}=${value}`);
  const ports = [`127.0.0.1:${relay} ${SMTPD}`, `127.0.0.1:${submission} ${SMTPD}${login.join('')}`];
  await writeFile(at('master.cf'), lines([...ports, ...SERVICES]));
  await writeFile(at('maillog'), '');
  const stopDovecot = await startDovecot(folder.path, tokenInfo);
  await run('/usr/sbin/postfix', ['-c', folder.path, 'start']);
  await answering(submission);
  return {
    relay,
    submission,
    log: () => readFile(at('maillog'), 'utf8'),
    async stop() {
      await run('/usr/sbin/postfix', ['-c', folder.path, 'stop']);
      await stopDovecot();
      await folder.remove();
    },
  };
}

const lines = (all: readonly string[]) => `${all.join('\n')}\n`;

const mainSettings = (folder: string, sink: number) => ({
  compatibility_level: '3.6',
  queue_directory: join(folder, 'queue'),
  data_directory: join(folder, 'data'),
  maillog_file: join(folder, 'maillog'),
  maillog_file_prefixes: folder,
  myhostname: 'relay.example.net',
  mydestination: '',
  inet_interfaces: '127.0.0.1',
  inet_protocols: 'ipv4',
  relayhost: `[127.0.0.1]:${sink}`,
  smtp_dns_support_level: 'disabled',
  smtp_tls_security_level: 'none',
  smtputf8_enable: 'yes',
  smtpd_tls_chain_files: join(folder, 'cert.pem'),
  smtpd_tls_security_level: 'may',
  smtpd_tls_received_header: 'yes',
  smtpd_sasl_type: 'dovecot',
  smtpd_sasl_path: join(folder, 'auth'),
  smtpd_tls_auth_only: 'yes',
  smtpd_helo_required: 'yes',
  smtpd_delay_reject: 'no',
  smtpd_helo_restrictions: 'reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname',
  smtpd_relay_restrictions: 'permit_mynetworks, reject',
});

const SMTPD = 'inet n - n - - smtpd';

/** What is different where a login is wanted. */
const SUBMISSION = {
  smtpd_sasl_auth_enable: 'yes',
  smtpd_relay_restrictions: 'permit_sasl_authenticated,reject',
  smtputf8_enable: 'no',
};

const SERVICES = [
  'cleanup unix n - n - 0 cleanup',
  'qmgr unix n - n 300 1 qmgr',
  'tlsmgr unix - - n 1000? 1 tlsmgr',
  'rewrite unix - - n - - trivial-rewrite',
  'bounce unix - - n - 0 bounce',
  'defer unix - - n - 0 bounce',
  'trace unix - - n - 0 bounce',
  'verify unix - - n - 1 verify',
  'proxymap unix - - n - - proxymap',
  'smtp unix - - n - - smtp',
  'relay unix - - n - - smtp',
  'error unix - - n - - error',
  'retry unix - - n - - error',
  'anvil unix - - n - 1 anvil',
  'scache unix - - n - 1 scache',
  'postlog unix-dgram n - n - 1 postlogd',
];

/** Dovecot checks the logins of Postfix: plain ones against a fixed password, and access tokens at the token server. */
async function startDovecot(folder: string, tokenInfo: string): Promise<() => Promise<void>> {
  const at = (name: string) => join(folder, name);
  await writeFile(
    at('oauth2.conf'),
    lines([
      `tokeninfo_url = ${tokenInfo}`,
      'username_attribute = email',
      'active_attribute = active',
      'active_value = true',
    ]),
  );
  await writeFile(
    at('dovecot.conf'),
    lines([
      `base_dir = ${at('dovecot')}`,
      `state_dir = ${at('dovecot')}`,
      `log_path = ${at('dovecot.log')}`,
      'protocols =',
      'ssl = no',
      'disable_plaintext_auth = no',
      'auth_mechanisms = plain login xoauth2 oauthbearer',
      // No waits after failed logins.
      'auth_failure_delay = 0',
      'service anvil {\n  unix_listener anvil-auth-penalty {\n    mode = 0\n  }\n}',
      `passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${at('oauth2.conf')}\n}`,
      'passdb {\n  driver = static\n  mechanisms = plain login\n  args = password=correct-horse-battery\n}',
      'userdb {\n  driver = static\n  args = uid=nobody gid=nogroup home=/nonexistent\n}',
      `service auth {\n  unix_listener ${at('auth')} {\n    mode = 0666\n  }\n}`,
    ]),
  );
  const dovecot = spawn('/usr/sbin/dovecot', ['-F', '-c', at('dovecot.conf')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => dovecot.once('exit', () => resolve()));
  return async () => {
    dovecot.kill('SIGTERM');
    await ended;
  };
}

/** Waits until a server greets on the port. */
async function answering(port: number): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const greeted = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => resolve(true)).once('error', () => resolve(false));
      socket.once('close', () => resolve(false)).setTimeout(2_000, () => socket.destroy());
      socket.once('data', () => socket.destroy());
    });
    if (greeted) return;
    if (attempt > 100) throw new Error('Postfix did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
