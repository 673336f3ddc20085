/** An ordinary interaction. */
export interface InteractionSpec {
  readonly name: string;
  /** Relative popularity; with 0 it is never used. */
  readonly weight: number;
  /** Probability that a use ends in its context fallback; without it, it has none. */
  readonly fallback?: number;
}

/** Of the first bot. */
export const SUPPORT_INTERACTIONS: readonly InteractionSpec[] = [
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

/** Of the second bot. */
export const SALES_INTERACTIONS: readonly InteractionSpec[] = [
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

/** The weight and the context fallback of a further bot's interactions, in their order. */
const SHAPE: readonly Omit<InteractionSpec, 'name'>[] = [
  { weight: 22, fallback: 0.07 },
  { weight: 17, fallback: 0.05 },
  { weight: 14, fallback: 0.11 },
  { weight: 12 },
  { weight: 10, fallback: 0.16 },
  { weight: 9 },
  { weight: 8, fallback: 0.08 },
  { weight: 7 },
  { weight: 6 },
  { weight: 0, fallback: 0.1 },
  { weight: 0 },
];

/** Names in use by many bots. */
const POOL = [
  'Order status',
  'Prices',
  'Book an appointment',
  'Change an address',
  'Payment problems',
  'Copy of an invoice',
  'Track a parcel',
  'Cancel a booking',
  'Password reset',
  'Compare plans',
  'Free trial',
  'Report a fault',
  'Find a branch',
  'Returns and refunds',
  'Leave an e-mail address',
  'Security questions',
  'Delivery times',
  'Job openings',
  'Gift cards',
  'Membership',
  'Feedback',
  'Accessibility',
];

/** Twelve interactions: one that every further bot has, and eleven names that a part of them share. */
export function interactionsOfBot(index: number): InteractionSpec[] {
  const names = SHAPE.map((_, at) => POOL[(5 * index + at) % POOL.length] ?? '');
  return [
    { name: 'Talk to a person', weight: 11 },
    ...SHAPE.map((shape, at) => ({ name: names[at] ?? '', ...shape })),
  ];
}
