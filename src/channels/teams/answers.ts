import { z } from 'zod';
import { type AnswerTable, permanentAnswer } from '../answers.js';

const COPY_HINT = 'Open the workflow in Power Automate, and copy the address of its trigger into the url.';

/** What a workflow's answers mean, by status and error code. */
export const TEAMS_ANSWERS: AnswerTable<RegExp> = [
  [
    /TriggerIsNotEnabled|WorkflowDisabled/i,
    permanentAnswer(
      'switched-off',
      'refused, since the workflow is switched off',
      'Turn it on in Power Automate.',
    ),
  ],
  [
    /^40[13]/,
    permanentAnswer(
      'address-refused',
      'refused the signature in the address',
      `${COPY_HINT} Anyone must be allowed to trigger it.`,
    ),
  ],
  [
    /^(404|410)/,
    permanentAnswer(
      'address-gone',
      'knows no such workflow',
      'It was deleted, or its owner has left. Make a new one, and put its address into the url.',
    ),
  ],
  [
    /^400/,
    permanentAnswer(
      'message-refused',
      'refused the message',
      'The workflow must be one that posts the card that it is sent; it may also be switched off.',
    ),
  ],
];

const refusal = z.object({ error: z.object({ code: z.string().regex(/^\w{1,80}$/) }) });

/** `WorkflowTriggerIsNotEnabled`; empty when the body has no code. */
export function teamsErrorCode(text: string): string {
  try {
    return refusal.parse(JSON.parse(text)).error.code;
  } catch {
    return '';
  }
}
