import { raw } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { SCRIPT_PATH, STYLE_PATH } from '../assets/assets.js';

/** Who looks at a page. */
export interface Visitor {
  /** The token of their session, for forms; null when they may change nothing. */
  readonly token: string | null;
  /** Whether they could sign in. */
  readonly hasPassword: boolean;
}

/** What every page has. */
export interface PageFrame {
  readonly visitor: Visitor;
  readonly zone: string;
  readonly version: string;
  readonly said: { readonly tone: 'done' | 'problem'; readonly text: string } | null;
}

export type Content = string | number | null | undefined | boolean | JSX.Element | readonly Content[];

interface LayoutProps {
  readonly frame: PageFrame;
  readonly title: string;
  /** The entry of the navigation that the page belongs to. */
  readonly here?: string;
  /** Seconds after which a browser with scripts loads the page again; null for never. */
  readonly reload?: number | null;
  readonly children?: Content;
}

const LINKS = [
  ['/', 'Overview'],
  ['/runs', 'Runs'],
  ['/alerts', 'Alerts'],
  ['/calendar', 'Calendar'],
  ['/config', 'Configuration'],
] as const;

export const Layout = ({ frame, title, here, reload = null, children }: LayoutProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · botdigest`}</title>
      <link rel="stylesheet" href={STYLE_PATH} />
      <link rel="icon" href="data:," />
      <script src={SCRIPT_PATH} defer></script>
    </head>
    <body data-reload={reload === null ? undefined : String(reload)}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <a class="brand" href="/">
          botdigest
        </a>
        <nav aria-label="Main">
          {LINKS.map(([href, name]) => (
            <a href={href} aria-current={here === href ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <Account frame={frame} />
      </header>
      <main id="main" tabindex={-1}>
        {frame.said && (
          <p class={`said ${frame.said.tone}`} role="status">
            {frame.said.text}
          </p>
        )}
        {children}
        {!frame.visitor.hasPassword && <p class="note">{READ_ONLY}</p>}
      </main>
    </body>
  </html>
);

const READ_ONLY =
  'This page names no reader and has no buttons: set server.password or server.passwordFile in the configuration to sign in and act here.';

const Account = ({ frame: { visitor, zone, version } }: Pick<LayoutProps, 'frame'>) => (
  <div class="account">
    <span>{`${zone} · ${version}`}</span>
    {visitor.token !== null && (
      <form method="post" action="/logout">
        <input type="hidden" name="token" value={visitor.token} />
        <button type="submit" class="plain">
          Sign out
        </button>
      </form>
    )}
  </div>
);

/** A whole document. */
export const documentOf = (page: JSX.Element): string => `<!doctype html>${String(page)}`;

/** Text in which browsers may break long ids and paths. */
export const Breakable = ({ text }: { readonly text: string }) => (
  <>{text.split(/(?<=[/._-])/).map((piece, index) => (index === 0 ? piece : [raw('<wbr>'), piece]))}</>
);
