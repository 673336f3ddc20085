import type { Source } from '../../vocabulary/chatbot.js';

/** Conversations that start at one instant, from one source. Their messages and interactions count there too. */
export interface Arrival {
  /** Epoch ms. */
  readonly start: number;
  readonly source: Source;
  readonly conversations: number;
  readonly paid: number;
  /** At least one a conversation. */
  readonly messages: number;
}

/** How a story's conversations are generated: a pure function of seed, story, scenario and day. */
export interface Traffic<Kind extends Arrival> {
  /** Those of one UTC day, counted from the epoch, in order of start. */
  ofDay(day: number): Kind[];
  /** How often they use each interaction of the story. Takes all arrivals of an instant, or none. */
  usesOf(arrivals: Iterable<Kind>): number[];
}
