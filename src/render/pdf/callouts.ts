import type { Callout, Digest } from '../../digest/digest.js';
import { type Block, together } from './block.js';
import { headingBlock } from './heading.js';
import { listItem } from './list.js';
import type { Setting } from './setting.js';
import { ROOT, under } from './tag.js';
import { paragraph } from './words.js';

/** What to notice, each behind a small square in the colour of its tone; one quiet sentence when there is nothing. */
export function calloutBlocks({ callouts, labels }: Digest, setting: Setting): Block[] {
  const heading = headingBlock(labels.callouts, setting);
  const { strong, body } = setting.styles;
  const list = under(ROOT, 'L');
  const item = ({ lead, rest, tone }: Callout) => {
    const runs = [
      { text: lead, style: strong },
      { text: rest, style: body },
    ];
    return listItem(runs, { tone, tag: under(under(list, 'LI'), 'LBody') }, setting);
  };
  const quiet = () =>
    paragraph([{ text: callouts.quiet, style: body }], setting, {
      tag: under(ROOT, 'P'),
      leading: 14.5,
      gap: 6,
    });
  return together([heading, ...(callouts.items.length > 0 ? callouts.items.map(item) : [quiet()])]);
}
