import type { FetchRequest } from '../../../src/chatbot/fetch.js';
import type { Snapshot } from '../../../src/chatbot/snapshot.js';
import type { BotConfig } from '../../../src/config/config.js';
import { Secret } from '../../../src/lib/secret.js';
import { addDays, type Day, startOfDay } from '../../../src/lib/time/zone.js';
import type { Window } from '../../../src/schedule/window.js';
import { REPORTS } from '../../../src/vocabulary/chatbot.js';

export function windowOf(zone: string, firstDay: Day, lastDay: Day): Window {
  const to = startOfDay(zone, addDays(lastDay, 1));
  return { zone, firstDay, lastDay, from: startOfDay(zone, firstDay), to };
}

export const SUPPORT: BotConfig = {
  id: 'support',
  name: 'Support bot',
  storyId: '5b07ff77c2376e30306d9b12',
  sources: null,
  token: new Secret('sandbox'),
};

/** All six reports of the support bot for a week, compared with nothing. */
export function requestFor(window: Window, parts: Partial<FetchRequest> = {}): FetchRequest {
  return {
    slot: { digest: 'weekly', scheduledFor: Date.parse('2026-11-23T07:00:00Z'), trigger: 'manual' },
    window,
    comparison: null,
    history: null,
    bucket: 'day',
    bots: [SUPPORT],
    reports: { names: REPORTS, interactions: { top: 10 }, bySource: false },
    weekStart: 'monday',
    ...parts,
  };
}

/** The answers of the only bot. */
export function answersOf({ bots: [bot] }: Snapshot) {
  if (!bot) throw new Error('the snapshot has a bot');
  return bot.answers;
}
