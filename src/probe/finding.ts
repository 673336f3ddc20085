/** What the API's documentation leaves open, in the order of the report. */
export const QUESTIONS = [
  'dayZero',
  'offsetSign',
  'arrayFormat',
  'toInclusive',
  'useGroup',
  'average',
  'limits',
] as const;
export type Question = (typeof QUESTIONS)[number];

/** What the answers of an account say to one question. */
export interface ProbeVerdict {
  readonly answer: 'settled' | 'notEnoughData' | 'contradiction';
  /** JSON; null unless it is settled. */
  readonly value: unknown;
  /** One or two sentences, with numbers. */
  readonly evidence: string;
  /** Keys below `chatbot:` to set. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** What is settled and has no key; null for nothing. */
  readonly comment: string | null;
}

export interface ProbeFinding extends ProbeVerdict {
  readonly question: Question;
}

/** What was found, with what to set for it. */
export function settled(
  value: unknown,
  evidence: string,
  { settings = {}, comment = null }: Partial<Pick<ProbeVerdict, 'settings' | 'comment'>> = {},
): ProbeVerdict {
  return { answer: 'settled', value, evidence, settings, comment };
}

export const notEnoughData = (evidence: string): ProbeVerdict => unsettled('notEnoughData', evidence);

/** The answers fit nothing that botdigest knows. */
export const contradiction = (evidence: string): ProbeVerdict => unsettled('contradiction', evidence);

const unsettled = (answer: ProbeVerdict['answer'], evidence: string): ProbeVerdict => ({
  answer,
  value: null,
  evidence,
  settings: {},
  comment: null,
});
