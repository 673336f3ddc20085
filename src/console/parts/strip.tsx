import type { StripMark } from '../models/overview.js';

/** Runs as marks, the oldest first; each leads to its page. */
export const Strip = ({ marks }: { readonly marks: readonly StripMark[] }) =>
  marks.length === 0 ? (
    <span class="dim">no runs yet</span>
  ) : (
    <ol class="strip">
      {marks.map(({ run, look, label }) => (
        <li>
          <a class={`mark ${look}`} href={`/runs/${run}`} title={label}>
            <span class="unseen">{label}</span>
          </a>
        </li>
      ))}
    </ol>
  );
