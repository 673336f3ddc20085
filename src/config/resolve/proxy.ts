import { NO_PROXIES, type ProxyRules, type ProxyServer } from '../../lib/net/proxy.js';
import { Secret } from '../../lib/secret.js';
import { tidySecret } from '../read/characters.js';
import { mapping } from '../read/untyped.js';
import type { Environment } from '../read/variables.js';
import { proxyFault, proxyUrl } from '../values/proxy.js';

/** Read as curl and undici do: lower case first, and HTTP_PROXY for https addresses where HTTPS_PROXY is not set. */
const HTTP = ['http_proxy', 'HTTP_PROXY'];
const HTTPS = ['https_proxy', 'HTTPS_PROXY', ...HTTP];
const NO_PROXY = ['no_proxy', 'NO_PROXY'];
/** How messages name the key of the configuration. */
const OWN = 'the key proxy';

interface Variable {
  readonly name: string;
  readonly value: string;
}

/** The first variable that is set; an empty one counts as not set. */
function variable(env: Environment, names: readonly string[]): Variable | null {
  const set = names.map((name) => ({ name, value: tidySecret(env[name] ?? '').trim() }));
  return set.find(({ value }) => value !== '') ?? null;
}

/** `own` is the key `proxy`, which wins over the environment; null is its empty value, for no proxy. */
export function resolveProxy(own: Secret | null | undefined, env: Environment): ProxyRules {
  if (own === null) return NO_PROXIES;
  const noProxy = variable(env, NO_PROXY)?.value ?? null;
  const [https, http] = own
    ? [
        { name: OWN, value: own.reveal() },
        { name: OWN, value: own.reveal() },
      ]
    : [variable(env, HTTPS), variable(env, HTTP)];
  return { https: https && server(https), http: http && server(http), noProxy };
}

const server = ({ name, value }: Variable): ProxyServer => ({ key: name, url: new Secret(proxyUrl(value)) });

/** What is wrong with the variables that a configuration without `proxy` takes its proxies from. `input` is unvalidated. */
export function proxyVariableFaults(input: unknown, env: Environment): string[] {
  if ('proxy' in mapping(input)) return [];
  const used = [variable(env, HTTPS), variable(env, HTTP)].filter((one) => one !== null);
  const faults = used.flatMap(({ name, value }) => {
    const fault = proxyFault(value);
    return fault ? [`the environment variable ${name} ${fault.message}`] : [];
  });
  return [...new Set(faults)];
}
