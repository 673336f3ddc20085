/** What an error answer of S3 says. */
export interface ErrorAnswer {
  /** `AccessDenied`; empty when the answer is none of S3's. */
  readonly code: string;
  readonly message: string;
  /** The region that the bucket is in; empty when it does not say. */
  readonly region: string;
}

const ROOT = /^\ufeff?\s*(?:<\?xml[^>]{0,200}\?>\s*)?<Error[\s>]/;

/** Reads the flat XML of an error, `<Error><Code>…</Code>…</Error>`. */
export function readErrorAnswer(xml: string): ErrorAnswer {
  const isError = ROOT.test(xml);
  const text = (name: string, shape: RegExp) => {
    // A redacted secret stands there as <secret>.
    const [, inside = ''] = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml) ?? [];
    const plain = unescaped(inside);
    return isError && shape.test(plain) ? plain : '';
  };
  return {
    code: text('Code', /^[A-Za-z][\w.-]{0,99}$/),
    message: text('Message', /\S/),
    region: text('Region', /^[a-z0-9-]{1,40}$/),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&amp;': '&',
};

const unescaped = (text: string) => text.replace(/&[a-z#0-9]{1,6};/g, (entity) => ENTITIES[entity] ?? entity);
