const CODES =
  /^(EMFILE|ENFILE|ENOBUFS|ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_BAD_PORT|ERR_INVALID|ERR_SSL|ERR_TLS)|CERT|SELF_SIGNED|UNABLE_TO_/;

/** Whether a code of the system or of `fetch` says that a request failed before any of it was written. */
export const cameBeforeSending = (code: string): boolean => CODES.test(code);
