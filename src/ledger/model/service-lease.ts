/** What a running service holds on its store, followed by its name. */
export const SERVICE_LEASE = 'service ';
