import type { BotSnapshot, InteractionRow, ReportAnswer, Snapshot } from '../chatbot/snapshot.js';
import { shorten } from '../lib/text/foreign.js';

/** Longest name shown, in code points. */
export const MAX_NAME_LENGTH = 300;

const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
const LONE_SURROGATES = /\p{Cs}/gu;

/**
 * A name as one printable line: control characters become a space, direction overrides go, and what is longer
 * than MAX_NAME_LENGTH is cut with an ellipsis. Everything else is data and stays; each format escapes it in its own way.
 */
export function cleanText(text: string): string {
  const line = text
    .replace(BIDI_CONTROLS, '')
    .replace(CONTROLS, ' ')
    .replace(LONE_SURROGATES, '\ufffd')
    .trim();
  return shorten(line, MAX_NAME_LENGTH);
}

/** The snapshot with every name in it cleaned, and bots of one name told apart by their ids. */
export function cleanSnapshot(snapshot: Snapshot): Snapshot {
  const bots = snapshot.bots.map(cleanBot);
  const distinct = (bot: BotSnapshot) =>
    bots.some((other) => other !== bot && other.name === bot.name)
      ? { ...bot, name: `${bot.name} (${bot.id})` }
      : bot;
  return { ...snapshot, bots: bots.map(distinct) };
}

function cleanBot(bot: BotSnapshot): BotSnapshot {
  return { ...bot, name: cleanText(bot.name) || bot.id, answers: bot.answers.map(cleanAnswer) };
}

function cleanAnswer(answer: ReportAnswer): ReportAnswer {
  if (answer.result.kind !== 'interactions') return answer;
  return { ...answer, result: { ...answer.result, rows: answer.result.rows.map(cleanRow) } };
}

function cleanRow(row: InteractionRow): InteractionRow {
  return { ...row, name: cleanText(row.name), type: row.type === null ? null : cleanText(row.type) };
}
