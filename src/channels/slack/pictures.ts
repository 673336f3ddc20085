import { z } from 'zod';
import type { Clock } from '../../lib/time/clock.js';
import type { Artifact } from '../../render/artifact.js';
import { safeName } from '../filename.js';
import { isAboutTheAccount } from './answers.js';
import type { SlackCall } from './api/client.js';
import type { SlackFailure } from './api/failure.js';
import type { SlackUpload } from './api/upload.js';

/** One delivery's way to Slack. */
export interface SlackSession {
  readonly call: SlackCall;
  readonly upload: SlackUpload;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Conversations in which Slack refused native charts, as long as the channel is open. */
  readonly refusedCharts: Set<string>;
  /** Longest wait for the pictures to become usable, in ms. */
  readonly patience: number;
}

export interface Pictures {
  /** The cids of all that were to be uploaded. */
  readonly asked: readonly string[];
  /** File ids by cid, of those that can be shown. */
  readonly ready: ReadonlyMap<string, string>;
  /** A sentence about each of the others. */
  readonly notes: readonly string[];
  /** A failure that concerns the whole account: the message cannot go either. */
  readonly stopped: SlackFailure | null;
}

export const NO_PICTURES: Pictures = { asked: [], ready: new Map(), notes: [], stopped: null };

/** A picture that Slack has, whether or not it can be shown yet. */
interface Uploaded {
  readonly cid: string;
  readonly name: string;
  readonly id: string;
}

const FIRST_POLL = 250;
const MAX_POLL = 2_000;

/** Uploads pictures privately and waits until Slack can show them. */
export async function uploadPictures(
  session: SlackSession,
  artifacts: readonly Artifact[],
): Promise<Pictures> {
  const uploaded: Uploaded[] = [];
  const notes: string[] = [];
  const asked = artifacts.map(cidOf);
  for (const artifact of artifacts) {
    const name = safeName(artifact.name);
    const answer = await session.upload({ name, bytes: artifact.bytes });
    if (answer.ok) uploaded.push({ cid: cidOf(artifact), name, id: answer.data });
    else if (isAboutTheAccount(answer.failure)) return stopped(answer.failure);
    else notes.push(missing(name, `it could not be uploaded (${answer.failure.detail})`));
  }
  if (uploaded.length === 0) return { ...NO_PICTURES, asked, notes };
  const files = uploaded.map(({ id, name }) => ({ id, title: name }));
  const completed = await session.call('files.completeUploadExternal', { files });
  if (completed.ok) return { ...(await awaitPictures(session, uploaded, notes)), asked };
  const { failure } = completed;
  if (isAboutTheAccount(failure)) return stopped(failure);
  const refused = uploaded.map(({ name }) => missing(name, `its upload was not taken (${failure.detail})`));
  return { ...NO_PICTURES, asked, notes: [...notes, ...refused] };
}

const cidOf = ({ cid, name }: Artifact): string => cid ?? name;

const stopped = (failure: SlackFailure): Pictures => ({ ...NO_PICTURES, stopped: failure });
const missing = (name: string, why: string) => `The picture ${name} is missing: ${why}.`;

async function awaitPictures(
  session: SlackSession,
  uploaded: readonly Uploaded[],
  earlier: readonly string[],
): Promise<Omit<Pictures, 'asked'>> {
  const ready = new Map<string, string>();
  const notes = [...earlier];
  const deadline = session.clock.now() + session.patience;
  for (const { cid, name, id } of uploaded) {
    const problem = await awaitPicture(session, id, deadline);
    if (problem === null) ready.set(cid, id);
    else notes.push(missing(name, problem));
  }
  return { ready, notes, stopped: null };
}

/** Slack fills in the media type once it has looked at a file; before that a message with it is refused. */
const looked = z.looseObject({ file: z.looseObject({ mimetype: z.string().min(1) }) });

async function awaitPicture(session: SlackSession, id: string, deadline: number): Promise<string | null> {
  for (let wait = FIRST_POLL; ; wait = Math.min(wait * 2, MAX_POLL)) {
    const answer = await session.call('files.info', { file: id });
    if (answer.ok && looked.safeParse(answer.data).success) return null;
    if (!answer.ok && answer.failure.code !== 'file_not_found')
      return `Slack did not say whether it is ready (${answer.failure.detail})`;
    if (session.clock.now() + wait > deadline) return 'Slack did not have it ready in time';
    await session.clock.sleep(wait, session.signal).catch(() => {});
  }
}
