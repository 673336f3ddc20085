import type { SettingsPart } from '../models/settings.js';

/** Parts of a configuration, key by key; long lists of them are folded. */
export const SettingsList = ({ parts }: { readonly parts: readonly SettingsPart[] }) => (
  <div class="settings">
    {parts.map(({ name, folded, rows }) => (
      <details open={!folded}>
        <summary>
          <h2>{name}</h2>
        </summary>
        <dl class="facts-list">
          {rows.map(([key, value]) => (
            <>
              <dt>{key}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
      </details>
    ))}
  </div>
);
