import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRecording, RECORDING_FILE, type Recording } from '../../chatbot/recording/recording.js';
import { messageOf, UserError } from '../../lib/errors.js';

/** The recording in a folder; throws a UserError when there is none. */
export async function readRecording(folder: string): Promise<Recording> {
  const file = join(folder, RECORDING_FILE);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const message = `${file} cannot be read (${messageOf(error)}). botdigest probe --record DIR writes one.`;
    throw new UserError('recording', message, { exitCode: 2, cause: error });
  });
  return parseRecording(text, file);
}
