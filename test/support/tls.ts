import { readFileSync } from 'node:fs';

const pem = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

/** A self-signed certificate for localhost and 127.0.0.1, made for the tests; it proves nothing to anybody else. */
export const testCertificate = { key: pem('localhost-key.pem'), cert: pem('localhost-cert.pem') };

/** A private authority, and a certificate by it for `*.botdigest.test`, localhost and 127.0.0.1. */
export const testAuthority = pem('authority-cert.pem');
export const privateCertificate = { key: pem('private-key.pem'), cert: pem('private-cert.pem') };
