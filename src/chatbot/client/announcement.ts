import { ForeignText } from '../../lib/text/foreign.js';

/** What an answer says about the end of the API, one fact each; null where it does not say. */
export interface ApiAnnouncement {
  /** Since when it is deprecated, epoch ms, or `true` without a date (RFC 9745). */
  readonly deprecated: number | true | null;
  /** When it ends, epoch ms (RFC 8594). */
  readonly sunset: number | null;
  /** The `Legacy` header, or a header of the above that could not be read, as printable text. */
  readonly legacy: string | null;
}

/** Reads `Deprecation`, `Sunset` and `Legacy`; null without any of them. */
export function announcementIn(header: (name: string) => string): ApiAnnouncement | null {
  const [deprecation, sunset, legacy] = ['deprecation', 'sunset', 'legacy'].map((name) =>
    header(name).trim(),
  );
  const deprecated = isNo(deprecation ?? '') ? null : (dateOf(deprecation ?? '') ?? true);
  if (deprecated === null && !sunset && !legacy) return null;
  const end = dateOf(sunset ?? '');
  const unread = sunset !== '' && end === null ? `Sunset: ${sunset}` : '';
  return {
    deprecated,
    sunset: end,
    legacy: printable(legacy || unread),
  };
}

/** What an announcement says, as a sentence with its dates. */
export function announcementText({ deprecated, sunset, legacy }: ApiAnnouncement): string {
  const parts = [
    ...(deprecated === null
      ? []
      : [typeof deprecated === 'number' ? sinceText(deprecated) : 'it is deprecated']),
    ...(sunset === null ? [] : [`it ends on ${day(sunset)}`]),
    ...(legacy === null ? [] : [`it calls itself legacy (${legacy})`]),
  ];
  return `The ChatBot API announces its end: ${parts.join(', ')}. Look for a newer version of botdigest, and ask ChatBot what takes its place.`;
}

const sinceText = (since: number) => `deprecation is dated ${day(since)}`;

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Earlier drafts have `false`. */
const isNo = (value: string) => value === '' || value.toLowerCase() === 'false' || value === '?0';

/** A structured date (`@1688169599`) or an HTTP date, epoch ms. */
function dateOf(value: string): number | null {
  const seconds = /^@(-?\d{1,12})$/.exec(value)?.[1];
  const at = seconds === undefined ? Date.parse(value) : Number(seconds) * 1_000;
  return /\d/.test(value) && Math.abs(at) <= LAST ? at : null;
}

/** The last instant with a year of four digits. */
const LAST = Date.UTC(9999, 11, 31);

const printable = (text: string) => (text === '' ? null : new ForeignText(text).line([], 80));
