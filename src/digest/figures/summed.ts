/** Reports that add up over bots and steps. */
export const SUMMED = ['conversations', 'paid', 'messages'] as const;
export type SummedReport = (typeof SUMMED)[number];
