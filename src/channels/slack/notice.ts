import { shorten } from '../../lib/text/foreign.js';
import { artifact } from '../../render/artifact.js';
import { chatText, type NoticeMessage } from '../notice.js';

/** Slack's limits, in characters. */
const MAX_LENGTH = { header: 150, section: 2900 } as const;

/** The body of a notice: a headline, what happened, and the commands. */
export function slackNotice(message: NoticeMessage) {
  const json = artifact({
    name: 'notice.json',
    mediaType: 'application/json',
    role: 'body',
    bytes: Buffer.from(JSON.stringify(posted(message))),
  });
  return { body: [json], attachments: [] };
}

function posted({ headline, story, todo }: NoticeMessage) {
  const commands = todo.map(({ command }) => command).join('\n');
  return {
    text: chatText(shorten(`botdigest: ${headline}`, MAX_LENGTH.section)),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: shorten(headline, MAX_LENGTH.header), emoji: false },
      },
      {
        type: 'section',
        text: { type: 'plain_text', text: shorten(story.join('\n\n'), MAX_LENGTH.section), emoji: false },
      },
      ...(commands === ''
        ? []
        : [
            {
              type: 'section',
              text: {
                type: 'mrkdwn',
                text: shorten(`\`\`\`${chatText(commands)}`, MAX_LENGTH.section).concat('```'),
              },
            },
          ]),
    ],
  };
}
