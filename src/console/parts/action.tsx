import type { Content, Visitor } from './layout.js';

/** A button that does something: a form of its own, so that it works without scripts. */
export interface Action {
  readonly name: string;
  readonly path: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly main?: boolean;
  /** What tells it from other buttons of the same name, for who does not see where it stands. */
  readonly about?: string;
}

interface ActionProps {
  readonly visitor: Visitor;
  readonly action: Action;
  /** Inputs before the button. */
  readonly children?: Content;
}

/** Nothing for visitors who may change nothing. */
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
