import type { Callout, Digest } from '../../../digest/digest.js';
import { type LayoutBlock, together } from '../page/block.js';
import type { LayoutContext } from '../page/layout-context.js';
import { ROOT, under } from '../page/tag.js';
import { paragraph } from '../text/paragraph.js';
import { headingBlock } from './heading.js';
import { calloutAnchor, linkOver } from './links.js';
import { listItem } from './list.js';

/** The callouts as a list, each with a small square in the colour of its tone; one sentence when there are none. */
export function calloutBlocks(digest: Digest, layout: LayoutContext): LayoutBlock[] {
  const { callouts, labels } = digest;
  const title = headingBlock({ id: 'callouts', title: labels.callouts }, layout);
  const { strong, body } = layout.styles;
  const list = under(ROOT, 'L');
  const item = (callout: Callout): LayoutBlock => {
    const runs = [
      { text: callout.heading, style: strong },
      { text: callout.body, style: body },
    ];
    const text = under(under(list, 'LI'), 'LBody');
    const to = calloutAnchor(callout, digest);
    if (!to) return listItem(runs, { tone: callout.tone, tag: text }, layout);
    const tag = under(text, 'Link');
    const block = listItem(runs, { tone: callout.tone, tag }, layout);
    const place = { x: 0, y: 0, width: layout.width, height: block.height };
    return { ...block, items: [...block.items, linkOver(place, to, tag)] };
  };
  const empty = () =>
    paragraph([{ text: callouts.emptyText, style: body }], layout, {
      tag: under(ROOT, 'P'),
      leading: 14.5,
      gap: 6,
    });
  return together([title, ...(callouts.items.length > 0 ? callouts.items.map(item) : [empty()])]);
}
