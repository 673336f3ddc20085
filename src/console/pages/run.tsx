import type { Delivery } from '../../ledger/model/delivery.js';
import { hasUnknownResult } from '../../ledger/model/states.js';
import { buttons, deliveryActions } from '../models/actions.js';
import type { Tab } from '../models/run-files.js';
import { TAB_FILES, TABS } from '../models/run-files.js';
import type { MadeFile, StoryLine } from '../models/run-story.js';
import { ActionForm, Actions } from '../parts/action.js';
import { type Fact, FactsList } from '../parts/facts-list.js';
import { Breakable, type Content, Layout, type PageFrame } from '../parts/layout.js';
import { Table } from '../parts/table.js';
import { fileSize } from '../words/counts.js';
import { channelName, type ShownAddress } from '../words/readers.js';
import { clockText, secondText } from '../words/times.js';

export interface RunPageProps {
  readonly frame: PageFrame;
  readonly id: string;
  /** The digest with the days that it is of. */
  readonly title: string;
  readonly crumb: { readonly href: string; readonly text: string };
  readonly slot: string;
  readonly status: string;
  readonly bad: boolean;
  /** What is left of it can be sent. */
  readonly unfinished: boolean;
  readonly facts: readonly Fact[];
  readonly story: readonly StoryLine[];
  readonly deliveries: readonly Delivery[];
  readonly files: readonly MadeFile[];
  readonly zone: string;
  readonly now: number;
  readonly tab: Tab;
  readonly shown: ShownAddress;
  /** What the tab shows, besides that of what happened. */
  readonly children?: Content;
}

export const RunPage = (props: RunPageProps) => {
  const { frame, id, title, crumb, slot, status, bad, tab, unfinished } = props;
  return (
    <Layout frame={frame} title={title} here="/runs" reload={unfinished && tab === '' ? 15 : null}>
      <div class="crumbs">
        <a href={crumb.href}>{crumb.text}</a>
        {` / ${slot}`}
      </div>
      <div class="run">
        <div>
          <h1>{title}</h1>
          <p class={bad ? 'facts attention' : 'facts'}>{status}</p>
          <nav class="tabs" aria-label="What the run made">
            {TABS.map(([word, name]) => (
              <a
                href={word === '' ? `/runs/${id}` : `/runs/${id}?tab=${word}`}
                aria-current={word === tab ? 'page' : undefined}
              >
                {name}
              </a>
            ))}
          </nav>
          {tab === '' ? <Happened {...props} /> : props.children}
        </div>
        <aside class="side" aria-label="About this run">
          <About {...props} />
        </aside>
      </div>
    </Layout>
  );
};

const Happened = ({ story, deliveries, zone, now, frame, shown }: RunPageProps) => (
  <>
    <ol class="story">
      {story.map(({ at, text, detail, bad }) => (
        <li class={bad ? 'bad' : undefined}>
          <time datetime={new Date(at).toISOString()}>{secondText(at, zone)}</time>
          <span class={bad ? 'strong attention' : undefined}>{text}</span>
          {detail !== '' && <span class="dim">{detail}</span>}
        </li>
      ))}
    </ol>
    <h2>Deliveries</h2>
    <Table
      label="Deliveries"
      kind="deliveries"
      heads={['To', 'Part', 'State', 'Tries', ...(frame.visitor.token === null ? [] : [''])]}
      rows={deliveries.map((delivery) => deliveryRow(delivery, { zone, now, frame, shown }))}
      none="It has no deliveries."
    />
  </>
);

type RowProps = Pick<RunPageProps, 'zone' | 'now' | 'frame' | 'shown'>;

function deliveryRow(delivery: Delivery, { zone, now, frame, shown }: RowProps): readonly Content[] {
  const { kind, part, edition, slice, state, reason, attempt, notes, notBefore } = delivery;
  const to = shown(delivery.target);
  const bad = ['failed', 'unknown', 'held'].includes(state);
  return [
    <>
      <Breakable text={to} />
      <div class="dim">{[channelName(kind), slice].filter(Boolean).join(' · ')}</div>
    </>,
    edition === 0 ? part : `${part}, correction`,
    <>
      <span class={bad ? 'strong attention' : undefined}>{`${state}, ${reason}`}</span>
      {notBefore !== null && state === 'pending' && (
        <div class="dim">{`next try ${clockText(notBefore, zone, now)}`}</div>
      )}
      {notes && <div class="dim">{shown(notes)}</div>}
    </>,
    attempt,
    ...(frame.visitor.token === null
      ? []
      : [<Actions visitor={frame.visitor} actions={deliveryActions(delivery, to)} />]),
  ];
}

const About = ({ id, facts, files, frame, unfinished, deliveries }: RunPageProps) => (
  <>
    <section>
      <h2>This run</h2>
      <FactsList facts={facts} />
    </section>
    {deliveries.length > 0 && (
      <section>
        <h2>Files</h2>
        <ul class="files">
          {files.map(({ name, size }) => (
            <li>
              <a href={`/runs/${id}/files/${encodeURIComponent(name)}`}>
                <Breakable text={name} />
              </a>{' '}
              <span class="dim">{fileSize(size)}</span>
            </li>
          ))}
          <li>
            <a href={`/runs/${id}/files/${TAB_FILES.data}`}>{TAB_FILES.data}</a>
          </li>
        </ul>
        <p class="dim">Made again from what was stored, byte for byte.</p>
        <p>
          <a class="button" href={`/runs/${id}/compare`}>
            Compare with the run before
          </a>
        </p>
      </section>
    )}
    {frame.visitor.token !== null && (
      <section>
        <h2>Do</h2>
        {unfinished && (
          <p>
            <ActionForm
              visitor={frame.visitor}
              action={buttons.resendRun(id, !deliveries.some(hasUnknownResult))}
            />
          </p>
        )}
        {deliveries.length > 0 && (
          <ActionForm
            visitor={frame.visitor}
            action={{ name: 'Send to somebody else', path: `/runs/${id}/send` }}
          >
            <label for="to">Mail address, or id of a Slack channel</label>
            <input id="to" name="to" required autocomplete="off" />
          </ActionForm>
        )}
      </section>
    )}
  </>
);
