import type { Content } from './layout.js';

/** A name and its value. */
export type Fact = readonly [name: string, value: Content];

export const FactsList = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl class="facts-list">
    {facts.map(([name, value]) => (
      <>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </>
    ))}
  </dl>
);
