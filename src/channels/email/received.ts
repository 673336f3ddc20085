import PostalMime from 'postal-mime';

/** A mail that somebody has, perhaps forwarded. */
export interface ReceivedMail {
  /** What stands before the @ of Message-IDs such as ours anywhere in it: its own, those that it answers, those of mails in it. */
  readonly ids: readonly string[];
  readonly parts: readonly ReceivedPart[];
}

export interface ReceivedPart {
  readonly name: string;
  /** True for an attached file, false for the text and for pictures within it. */
  readonly attached: boolean;
  /** As it was sent, or as it may have been: servers add a line end to a text. */
  readonly variants: readonly (Uint8Array | string)[];
}

const HEADER = /^[!-9;-~]+:[ \t]/;
const NAMED = /^(message-id|mime-version|received|content-type):/im;

/** Whether the beginning of a file is that of a mail (RFC 5322). */
export function looksLikeMail(beginning: Uint8Array): boolean {
  const text = Buffer.from(beginning).toString('latin1');
  return HEADER.test(text) && NAMED.test(text);
}

/** Takes a mail apart, mails in it included: files come back as they were attached, however servers have encoded them. */
export async function readMail(bytes: Uint8Array): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(bytes);
  const ids = Buffer.from(bytes)
    .toString('latin1')
    .matchAll(/<([0-9a-f]{32})@/g);
  const files = mail.attachments.map(({ filename, disposition, content }, index) => ({
    name: filename ?? `part ${index + 1}`,
    attached: disposition === 'attachment',
    variants: [typeof content === 'string' ? content : new Uint8Array(content)],
  }));
  const texts = Object.entries({ text: mail.text, html: mail.html }).flatMap(([name, text]) =>
    text ? [{ name, attached: false, variants: [text, text.replace(/\n$/, '')] }] : [],
  );
  return { ids: [...new Set([...ids].map(([, id = '']) => id))], parts: [...files, ...texts] };
}
