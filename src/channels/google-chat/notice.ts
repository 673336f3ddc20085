import { chatBody } from '../chat/body.js';
import { chatNotice } from '../chat/notice.js';
import type { NoticeMessage } from '../notice.js';
import { googleChatMessage } from './body/card.js';
import { boldHtml, html, paragraphWidget, plainText } from './body/widgets.js';

/** A headline, what happened, and the commands with what each does. */
export function googleChatNotice(message: NoticeMessage) {
  const { headline, lines, commands } = chatNotice(message);
  const todo = commands.map(({ command, does }) => paragraphWidget([boldHtml(command), html(does)]));
  return chatBody(
    'notice.json',
    googleChatMessage(headline, { title: plainText(headline) }, [
      { widgets: [paragraphWidget(lines.map(html)), ...todo] },
    ]),
  );
}
