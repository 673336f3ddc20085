import type { Action } from '../models/actions.js';
import type { Content, Visitor } from './layout.js';

interface ActionProps {
  readonly visitor: Visitor;
  readonly action: Action;
  /** Inputs before the button. */
  readonly children?: Content;
}

/** A form of its own, so that it works without scripts; nothing for visitors who may change nothing. */
export const ActionForm = ({ visitor, action, children }: ActionProps) => {
  const { name, path, fields = {}, main = false, about } = action;
  if (visitor.token === null) return null;
  return (
    <form method="post" action={path} class="action">
      <input type="hidden" name="token" value={visitor.token} />
      {Object.entries(fields).map(([field, value]) => (
        <input type="hidden" name={field} value={value} />
      ))}
      {children}
      <button type="submit" class={main ? 'main' : undefined}>
        {name}
        {about && <span class="unseen">{` ${about}`}</span>}
      </button>
    </form>
  );
};

export const Actions = ({
  visitor,
  actions,
}: {
  readonly visitor: Visitor;
  readonly actions: readonly Action[];
}) =>
  visitor.token === null || actions.length === 0 ? null : (
    <div class="actions">
      {actions.map((action) => (
        <ActionForm visitor={visitor} action={action} />
      ))}
    </div>
  );

/** A link that looks like a button. */
export const Open = ({ href, about }: { readonly href: string; readonly about: string }) => (
  <a class="button" href={href}>
    Open<span class="unseen">{` ${about}`}</span>
  </a>
);
