import { chatBody } from '../chat/body.js';
import { chatNotice } from '../chat/notice.js';
import type { NoticeMessage } from '../notice.js';
import { teamsMessage } from './body/card.js';
import { cardRun, richTextBlock } from './body/elements.js';

/** A headline, what happened, and the commands with what each does. */
export function teamsNotice(message: NoticeMessage) {
  const { headline, lines, commands } = chatNotice(message);
  const body = [
    richTextBlock([cardRun(headline, { size: 'large', weight: 'bolder' })]),
    ...lines.map((line) => richTextBlock([line])),
    ...commands.map(({ command, does }) =>
      richTextBlock([cardRun(command, { fontType: 'monospace' }), cardRun(`  ${does}`, { isSubtle: true })], {
        spacing: 'small',
      }),
    ),
  ];
  return chatBody('notice.json', teamsMessage(body));
}
