/** Whether a code says that a certificate cannot be trusted. */
export const isUntrusted = (code: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO_/.test(code);

/** What to do about it, a clause. */
export const AUTHORITY_ADVICE =
  'for a private authority, name the file with its certificate under ca, or set NODE_EXTRA_CA_CERTS to it';

/** The first code in an error's chain of causes; its message is not used, since it may contain server text. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code))
    return error.code;
  return codeOf(error.cause);
}
