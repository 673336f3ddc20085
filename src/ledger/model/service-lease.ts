/** Prefix of the lease that a running service holds, followed by its name. */
export const SERVICE_LEASE = 'service ';
