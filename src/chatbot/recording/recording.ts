import { z } from 'zod';
import { UserError } from '../../lib/errors.js';

const exchange = z.strictObject({
  /** `/reports/conversations` */
  path: z.string().startsWith('/').max(200),
  /** Parameters in order. */
  query: z.array(z.tuple([z.string(), z.string()])).max(100),
  status: z.int().min(200).max(599),
  /** Of the answer, names in lower case; only those that tell of limits and of the API's end. */
  headers: z.record(z.string(), z.string()),
  /** How long the answer took, ms. */
  took: z.number().min(0),
  /** The JSON of the answer; null where it was none. */
  body: z.unknown(),
});

const recording = z.strictObject({
  format: z.literal('botdigest.recording/1'),
  /** By the API's clock, ISO instant. */
  at: z.iso.datetime(),
  exchanges: z.array(exchange).max(1_000),
});

/** Requests to the API and its answers, without anything that tells whose they are. */
export type Recording = z.infer<typeof recording>;
export type RecordedExchange = Recording['exchanges'][number];

/** The file of a recording, in its folder. */
export const RECORDING_FILE = 'recording.json';

/** Reads a recording; throws a UserError for anything else. `file` is for the message. */
export function parseRecording(json: string, file: string): Recording {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw notOne(file, 'it is not JSON');
  }
  const read = recording.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw notOne(file, `at ${issue?.path.join('.') || 'the top'}: ${issue?.message}`);
}

function notOne(file: string, why: string): UserError {
  const message = `${file} is not a recording (${why}). botdigest probe --record DIR writes one.`;
  return new UserError('recording', message, { exitCode: 2 });
}
