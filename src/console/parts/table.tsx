import type { Content } from './layout.js';

interface TableProps {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Content[])[];
  readonly none: string;
  /** For the look of its columns. */
  readonly kind?: string;
}

/** A table whose rows become cards on a narrow screen. An empty head has no words for its column: buttons. */
export const Table = ({ label, heads, rows, none, kind = '' }: TableProps) =>
  rows.length === 0 ? (
    <p class="dim">{none}</p>
  ) : (
    <table class={`rows ${kind}`} aria-label={label}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col">{head === '' ? <span class="unseen">Actions</span> : head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((cell, index) => (
              <td data-label={heads[index] || undefined}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
