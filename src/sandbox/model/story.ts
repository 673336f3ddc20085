import { sha256 } from '../../lib/hash.js';
import { SOURCES, type Source } from '../../vocabulary/chatbot.js';

/** Specifies a bot of the sandbox. */
export interface StorySpec {
  readonly id: string;
  readonly name: string;
  /** Default true. */
  readonly published?: boolean;
  /** Sources of its conversations; default all seven. */
  readonly integrations?: readonly Source[];
  /** Conversations on an ordinary working day of 2024; default 12. */
  readonly perDay?: number;
  /** Default: those of the support bot. */
  readonly interactions?: readonly InteractionSpec[];
}

/** An ordinary interaction. */
export interface InteractionSpec {
  readonly name: string;
  /** Relative popularity; with 0 it is never used. */
  readonly weight: number;
  /** Probability that a use ends in its context fallback; without it, it has none. */
  readonly fallback?: number;
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

const SUPPORT_INTERACTIONS: readonly InteractionSpec[] = [
  { name: 'Order status', weight: 24, fallback: 0.06 },
  { name: 'Returns and refunds', weight: 17, fallback: 0.1 },
  { name: 'Delivery times', weight: 14 },
  { name: 'Talk to a person', weight: 11 },
  { name: 'Change an address', weight: 8, fallback: 0.14 },
  { name: 'Payment problems', weight: 7, fallback: 0.18 },
  { name: 'Opening hours', weight: 6 },
  { name: 'Password reset', weight: 5, fallback: 0.08 },
  { name: 'Copy of an invoice', weight: 3 },
  { name: 'Gift cards', weight: 0, fallback: 0.1 },
  { name: 'Warranty form', weight: 0 },
  { name: 'Spring sale', weight: 0 },
];

const SALES_INTERACTIONS: readonly InteractionSpec[] = [
  { name: 'Prices', weight: 26, fallback: 0.07 },
  { name: 'Book a demo', weight: 18, fallback: 0.05 },
  { name: 'Compare plans', weight: 14 },
  { name: 'Free trial', weight: 12 },
  { name: 'Talk to sales', weight: 9 },
  { name: 'Yearly billing', weight: 6, fallback: 0.12 },
  { name: 'Security questions', weight: 5, fallback: 0.2 },
  { name: 'List of integrations', weight: 4 },
  { name: 'Leave an e-mail address', weight: 3, fallback: 0.15 },
  { name: 'Webinar', weight: 0 },
  { name: 'Partner programme', weight: 0, fallback: 0.1 },
  { name: 'Black Friday', weight: 0 },
];

/** The stories every sandbox has. */
export const DEFAULT_STORIES: readonly StorySpec[] = [
  {
    id: '5b07ff77c2376e30306d9b12',
    name: 'Support bot',
    perDay: 44,
    interactions: SUPPORT_INTERACTIONS,
  },
  {
    id: '5b07ffafc2376e30306d9b16',
    name: 'Sales bot',
    perDay: 15,
    integrations: ['widget', 'messenger', 'livechat', 'app'],
    interactions: SALES_INTERACTIONS,
  },
];
