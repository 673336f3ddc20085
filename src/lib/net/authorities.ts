import tls from 'node:tls';

/** Certificates to verify TLS with: Node's own and `more`, as PEM. Undefined without `more`, which keeps Node's default. */
export function trustedCertificates(more: readonly string[]): string[] | undefined {
  return more.length === 0 ? undefined : [...defaultCertificates(), ...more];
}

/** Node 22.15 and later also know those of the system and of NODE_EXTRA_CA_CERTS. */
function defaultCertificates(): readonly string[] {
  if (!('getCACertificates' in tls)) return tls.rootCertificates;
  return (tls.getCACertificates as (type: 'default') => string[])('default');
}
