import type { Gap, Snapshot } from '../chatbot/snapshot.js';

/** Why reports are missing, each sentence once, in the order of the bots. */
export function gapMessages(snapshot: Snapshot): readonly string[] {
  return [...new Set(gapsOf(snapshot).map(({ message }) => message))];
}

/** Whether not one report of one bot came: such a digest tells its readers nothing. */
export function nothingFetched(snapshot: Snapshot): boolean {
  const answers = snapshot.bots.flatMap((bot) => bot.answers);
  return answers.length > 0 && gapsOf(snapshot).length === answers.length;
}

function gapsOf(snapshot: Snapshot): readonly Gap[] {
  const results = snapshot.bots.flatMap((bot) => bot.answers.map((answer) => answer.result));
  return results.filter((result) => result.kind === 'gap');
}
