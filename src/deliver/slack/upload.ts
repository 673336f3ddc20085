import { z } from 'zod';
import type { SlackConfig } from '../../config/config.js';
import { httpFailure, retryAfter, type SlackCall } from './client.js';
import { type Answer, fail, networkFailure, succeed } from './failure.js';

interface UploadFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Brings one file to Slack and returns its id; nobody sees it until the upload is completed. Never throws. */
export type SlackUpload = (file: UploadFile) => Promise<Answer<string>>;

const ticket = z.object({ upload_url: z.url(), file_id: z.string().min(1) });

/** The bytes go to a host of their own, which never sees the token. */
export function slackUploads(call: SlackCall, config: SlackConfig, signal: AbortSignal): SlackUpload {
  return async (file) => {
    const asked = await call('files.getUploadURLExternal', {
      filename: file.name,
      length: file.bytes.length,
    });
    if (!asked.ok) return asked;
    const place = ticket.safeParse(asked.data);
    if (!place.success) return fail('unreadable', { detail: 'Slack named no place to upload to' });
    const sent = await post(
      place.data.upload_url,
      file.bytes,
      AbortSignal.any([signal, AbortSignal.timeout(config.timeout)]),
    );
    return sent.ok ? succeed(place.data.file_id) : sent;
  };
}

async function post(url: string, bytes: Uint8Array, signal: AbortSignal): Promise<Answer<null>> {
  try {
    const headers = { 'content-type': 'application/octet-stream' };
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: Buffer.from(bytes),
      redirect: 'error',
      signal,
    });
    await response.body?.cancel();
    return response.ok
      ? succeed(null)
      : httpFailure({ status: response.status, waitMs: retryAfter(response) });
  } catch (error) {
    return networkFailure(error, signal.aborted && signal.reason?.name !== 'TimeoutError');
  }
}
