import { bucketStart, HOUR, type Range } from './calendar.js';
import { type Conversation, conversationsOfHour } from './conversation.js';
import type { Story } from './story.js';
import { EPOCH } from './traffic-model.js';

/** Months kept in memory for each story: twenty years. */
const KEPT_MONTHS = 240;

/** The conversations of one story, generated a UTC month at a time when first asked for. */
export class DataSet {
  readonly story: Story;
  readonly #seed: number;
  readonly #months = new Map<number, readonly Conversation[]>();

  constructor(seed: number, story: Story) {
    this.#seed = seed;
    this.story = story;
  }

  /** The conversations that start in the range, in order of start. */
  *between({ from, to }: Range): Generator<Conversation, void> {
    let month = bucketStart('month', Math.max(from, EPOCH));
    while (month <= to) {
      for (const conversation of this.#month(month))
        if (conversation.start >= from && conversation.start <= to) yield conversation;
      month = bucketStart('month', month, 1);
    }
  }

  #month(start: number): readonly Conversation[] {
    const known = this.#months.get(start);
    if (known) return known;
    const conversations = conversationsOfMonth(this.#seed, this.story, start);
    this.#months.set(start, conversations);
    for (const oldest of this.#months.keys()) {
      if (this.#months.size <= KEPT_MONTHS) break;
      this.#months.delete(oldest);
    }
    return conversations;
  }
}

function conversationsOfMonth(seed: number, story: Story, start: number): Conversation[] {
  const conversations: Conversation[] = [];
  const end = bucketStart('month', start, 1) / HOUR;
  for (let hour = start / HOUR; hour < end; hour += 1)
    conversations.push(...conversationsOfHour(seed, story, hour));
  return conversations;
}
