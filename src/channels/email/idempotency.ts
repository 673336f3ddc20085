import { textValue } from '../../config/values/leaf.js';

/** Headers that a mail has already, or that decide how it is read: a key in one of them would break it. */
const TAKEN =
  /^(from|sender|reply-to|to|cc|bcc|subject|date|message-id|in-reply-to|references|mime-version|content-.*|list-.*|resent-.*|received|return-path|auto-submitted|dkim-signature|x-auto-response-suppress)$/i;

/** The name of a header field (RFC 5322, 3.6.8) that carries an idempotency key. */
export function idempotencyHeader() {
  return textValue((value) => {
    if (!/^[!-9;-~]{1,76}$/.test(value))
      return { message: '{value} is not the name of a header, such as Resend-Idempotency-Key' };
    return TAKEN.test(value)
      ? { message: '{value} is a header that mails have for something else; see what your relay calls it' }
      : null;
  });
}
