import { userInfo } from 'node:os';

/** The user, as the ledger names whoever asked for something. */
export function whoAsks(): string {
  try {
    return userInfo().username;
  } catch {
    // No name for the user id, as in some containers.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
