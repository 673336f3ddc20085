/**
 * What a message is about, by what its reader sees: which digest and slot, or which alert and word. Both sides come to the same key, so that they can be
 * matched.
 *
 * @typedef {{ at: number, event: string, reader?: string, id?: string, hash?: string, title?: string, text?: string, date?: string, list?: string,
 *   under?: string | null, part?: string, ts?: string, name?: string, key?: string, silenced?: boolean,
 *   about?: { type: string, timestamp: string, digest: string | null, alert: string | null, word: string | null } }} Entry
 * @typedef {{ channel: string, reader: string, key: string, id: string, hash: string, at: number, silenced: boolean }} Message
 * @typedef {{ digest: string, title: string, slot: number, day: string } | { alert: string, title: string, word: string }} About
 */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `30 Nov`, as the first date of a text that names a month. @param {string} text */
const dateIn = (text) =>
  /\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/.exec(text)?.slice(1).join(' ') ?? 'no date';
const dateOf = (/** @type {string} */ day) =>
  `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`;
const instant = (/** @type {number} */ at) => new Date(at).toISOString();
const slotFolder = (/** @type {number} */ at) => `${instant(at).slice(0, 13)}${instant(at).slice(14, 16)}Z`;

/** How a channel names what is expected. @param {string} channel @param {About} about */
export function expectedKey(channel, about) {
  if ('alert' in about) return `${about.alert} ${about.word}`;
  if (channel === 'slack' || channel === 'teams') return `${about.title} ${dateOf(about.day)}`;
  if (channel === 's3' || channel === 'folder') return `${about.digest}/${slotFolder(about.slot)}`;
  return `${about.digest} ${instant(about.slot)}`;
}

/** The messages of a channel's history; `alerts` are their ids with their titles. @param {string} channel @param {readonly Entry[]} history @param {ReadonlyMap<string, string>} alerts @returns {Message[]} */
export function messagesOf(channel, history, alerts) {
  const accepted = history.filter(({ event, part }) => event === 'accepted' && part !== 'file');
  return accepted.flatMap((entry) => {
    const key = seenKey(channel, entry, alerts);
    const { at, reader = '', id = '', hash = '', silenced = false } = entry;
    return key === null ? [] : [{ channel, reader, key, id, hash, at, silenced }];
  });
}

/** @param {string} channel @param {Entry} entry @param {ReadonlyMap<string, string>} alerts */
function seenKey(channel, entry, alerts) {
  const { about, text = '', date = '', list = '', under = null, key = '' } = entry;
  const word = under === null ? 'firing' : 'recovered';
  if (channel === 'webhook')
    return about?.alert ? `${about.alert} ${about.word}` : `${about?.digest} ${about?.timestamp}`;
  if (channel === 's3' || channel === 'folder')
    return key.endsWith('/index.json') ? key.replace('/index.json', '') : null;
  const [, listed] = /^alert-(.*)$/.exec(list) ?? [];
  const alert = listed ?? [...alerts].find(([, title]) => text.startsWith(`${title} · `))?.[0];
  if (alert !== undefined) return `${alert} ${word}`;
  if (channel === 'email') return `${list} ${instant(Date.parse(date))}`;
  // The title goes up to the line's end, or the comma before its date.
  return `${text.split('\n', 1)[0]?.replace(/, \d{1,2} [A-Z][a-z]{2}.*$/, '')} ${dateIn(text)}`;
}
