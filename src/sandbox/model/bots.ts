import { UserError } from '../../lib/errors.js';
import { sha256 } from '../../lib/hash.js';
import { SOURCES, type Source } from '../../vocabulary/chatbot.js';
import { interactionsOfBot, SALES_INTERACTIONS, SUPPORT_INTERACTIONS } from './interactions.js';
import type { StorySpec } from './story.js';

const MAX_BOTS = 200;

/** The stories of a sandbox, unless more or fewer are asked for. */
export const DEFAULT_STORIES: readonly StorySpec[] = [
  {
    id: '5b07ff77c2376e30306d9b12',
    name: 'Support bot',
    key: 'support',
    perDay: 44,
    interactions: SUPPORT_INTERACTIONS,
  },
  {
    id: '5b07ffafc2376e30306d9b16',
    name: 'Sales bot',
    key: 'sales',
    perDay: 15,
    integrations: ['widget', 'messenger', 'livechat', 'app'],
    interactions: SALES_INTERACTIONS,
  },
];

/** The first `count` bots; each is the same whatever the count. Throws a UserError outside of 1 to 200. */
export function botSpecs(count: number): StorySpec[] {
  if (!Number.isInteger(count) || count < 1 || count > MAX_BOTS)
    throw new UserError('usage', `A sandbox has 1 to ${MAX_BOTS} bots, not ${count}.`, { exitCode: 2 });
  return Array.from({ length: count }, (_, index) => DEFAULT_STORIES[index] ?? furtherBot(index));
}

function furtherBot(index: number): StorySpec {
  const name = NAMES[index - DEFAULT_STORIES.length] ?? `Bot ${index + 1}`;
  return {
    id: sha256(`bot\n${index}`).slice(0, 24),
    name: name.startsWith('Bot ') ? name : `${name} bot`,
    key: name.toLowerCase().replaceAll(' ', '-'),
    perDay: VOLUMES[index % VOLUMES.length] ?? 0,
    integrations: INTEGRATIONS[index % INTEGRATIONS.length] ?? SOURCES,
    interactions: interactionsOfBot(index),
  };
}

const VOLUMES = [60, 24, 90, 18, 36, 120, 30];

const INTEGRATIONS: readonly (readonly Source[])[] = [
  SOURCES,
  ['widget', 'messenger', 'app'],
  ['widget', 'livechat', 'slack'],
  ['widget', 'app', 'custom'],
  ['messenger', 'livechat3'],
];

/** Of the third bot and those after it. */
const NAMES = [
  'Returns',
  'Billing',
  'Delivery',
  'Orders',
  'Booking',
  'Onboarding',
  'Warranty',
  'Loyalty',
  'Careers',
  'Events',
  'Repairs',
  'Stores',
  'Gift card',
  'Newsletter',
  'Partner',
  'Press',
  'Facilities',
  'Payroll',
  'Helpdesk',
  'Travel',
  'Training',
  'Insurance',
  'Mortgage',
  'Savings',
  'Card',
  'Claims',
  'Fleet',
  'Parking',
  'Energy',
  'Broadband',
  'Mobile',
  'Television',
  'Library',
  'Admissions',
  'Alumni',
  'Clinic',
  'Pharmacy',
  'Dental',
  'Fitness',
  'Restaurant',
  'Catering',
  'Hotel',
  'Museum',
  'Theatre',
  'Tickets',
  'Season pass',
  'Donations',
  'Volunteers',
];
