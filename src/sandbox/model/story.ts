import { sha256 } from '../../lib/hash.js';
import { SOURCES, type Source } from '../../vocabulary/chatbot.js';
import { type InteractionSpec, SUPPORT_INTERACTIONS } from './interactions.js';

/** Specifies a bot of the sandbox. */
export interface StorySpec {
  readonly id: string;
  readonly name: string;
  /** A word for it on the command line, such as `support`. */
  readonly key?: string;
  /** Default true. */
  readonly published?: boolean;
  /** Sources of its conversations; default all seven. */
  readonly integrations?: readonly Source[];
  /** Conversations on an ordinary working day of 2024; default 12. */
  readonly perDay?: number;
  /** Default: those of the support bot. */
  readonly interactions?: readonly InteractionSpec[];
}

/** A bot of the sandbox, defaults filled. */
export interface Story {
  readonly id: string;
  readonly name: string;
  readonly published: boolean;
  readonly integrations: readonly Source[];
  readonly perDay: number;
  /** As in the interactions report; conversations refer to them by index. */
  readonly interactions: readonly StoryInteraction[];
  readonly topics: readonly Topic[];
  readonly fallback: number;
  readonly welcome: number;
}

/** One row of the interactions report, without its figures. */
export interface StoryInteraction {
  readonly id?: string;
  readonly parentId?: string;
  readonly type?: 'contextFallback' | 'fallback' | 'welcome';
  readonly name: string;
}

/** How visitors reach an ordinary interaction; numbers are indexes into the story's interactions. */
export interface Topic {
  readonly interaction: number;
  readonly weight: number;
  readonly contextFallback: number | null;
  readonly fallbackChance: number;
}

const FALLBACK_NAME = 'Fallback Interaction';

/** Fills in defaults and gives every ordinary interaction an id of 24 hex digits. */
export function completeStory(spec: StorySpec): Story {
  const specs = spec.interactions ?? SUPPORT_INTERACTIONS;
  const ordinary = specs.map(({ name }, index) => ({ id: interactionId(spec.id, index), name }));
  const interactions: StoryInteraction[] = [...ordinary];
  const topics = specs.map(({ weight, fallback }, interaction): Topic => {
    if (fallback === undefined) return { interaction, weight, contextFallback: null, fallbackChance: 0 };
    const parentId = interactionId(spec.id, interaction);
    const contextFallback = interactions.push({ parentId, type: 'contextFallback', name: FALLBACK_NAME }) - 1;
    return { interaction, weight, contextFallback, fallbackChance: fallback };
  });
  const fallback = interactions.push({ type: 'fallback', name: FALLBACK_NAME }) - 1;
  const welcome = interactions.push({ type: 'welcome', name: 'Welcome Interaction' }) - 1;
  return {
    id: spec.id,
    name: spec.name,
    published: spec.published ?? true,
    integrations: spec.integrations ?? SOURCES,
    perDay: spec.perDay ?? 12,
    interactions,
    topics,
    fallback,
    welcome,
  };
}

function interactionId(storyId: string, index: number): string {
  return sha256(`${storyId}\n${index}`).slice(0, 24);
}
