import { relativeText } from '../words/times.js';

/** A time that a script keeps counting. `at` and `now` are epoch ms. */
export const Relative = ({ at, now }: { readonly at: number; readonly now: number }) => (
  <time class="dim" datetime={new Date(at).toISOString()} data-at={String(at)}>
    {relativeText(at, now)}
  </time>
);
