import { z } from 'zod';
import type { HttpClient } from '../../../http/client.js';
import type { SlackSettings } from '../settings.js';
import { httpFailure, type SlackCall } from './client.js';
import { exchangeFailure, fail, type SlackAnswer, succeed } from './failure.js';
import { uploadUrl } from './upload-url.js';

interface UploadFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Brings one file to Slack and returns its id; nobody sees it until the upload is completed. Never throws. */
export type SlackUpload = (file: UploadFile) => Promise<SlackAnswer<string>>;

const ticket = z.object({ upload_url: z.string(), file_id: z.string().min(1) });

/** What is read of the upload host's answer: its status says it all. */
const MAX_ANSWER = 64 * 1024;

export interface UploadTools {
  readonly call: SlackCall;
  readonly http: HttpClient;
  readonly signal: AbortSignal;
}

/** The bytes go to a host of their own, which never sees the token. */
export function slackUploads(config: SlackSettings, { call, http, signal }: UploadTools): SlackUpload {
  const post = async (url: string, bytes: Uint8Array): Promise<SlackAnswer<null>> => {
    const outcome = await http.exchange({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
      deadline: config.timeout,
      maxBody: MAX_ANSWER,
      redact: () => '',
      signal,
    });
    if (outcome.kind === 'failure') return exchangeFailure(outcome);
    return outcome.status >= 200 && outcome.status < 300 ? succeed(null) : httpFailure(outcome);
  };
  return async (file) => {
    const asked = await call('files.getUploadURLExternal', {
      filename: file.name,
      length: file.bytes.length,
    });
    if (!asked.ok) return asked;
    const place = ticket.safeParse(asked.data);
    if (!place.success) return fail('unreadable', { detail: 'Slack named no place to upload to' });
    const url = uploadUrl(place.data.upload_url, config.apiUrl);
    if (!url.ok) return fail('upload_url', { detail: url.problem });
    const sent = await post(url.href, file.bytes);
    return sent.ok ? succeed(place.data.file_id) : sent;
  };
}
