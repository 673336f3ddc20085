import { buttons } from '../models/actions.js';
import type { Next } from '../models/due.js';
import type { StripMark } from '../models/overview.js';
import type { PauseLine } from '../models/pauses.js';
import { TABS } from '../models/run-files.js';
import type { RunLine } from '../models/runs.js';
import type { Destined } from '../operator.js';
import { ActionForm, Actions } from '../parts/action.js';
import { type Fact, FactsList } from '../parts/facts-list.js';
import { Breakable, Layout, type PageFrame, type Visitor } from '../parts/layout.js';
import { Strip } from '../parts/strip.js';
import { Table } from '../parts/table.js';
import { channelName, type ShownAddress } from '../words/readers.js';

interface DigestProps {
  readonly frame: PageFrame;
  readonly id: string;
  readonly title: string;
  readonly when: string;
  readonly facts: readonly Fact[];
  readonly may: Next['may'];
  readonly slots: readonly SlotLine[];
  readonly readers: readonly Destined[];
  readonly strip: readonly StripMark[];
  readonly runs: readonly RunLine[];
  readonly pauses: readonly PauseLine[];
  /** The last run that made something, or null. */
  readonly latest: string | null;
  readonly shown: ShownAddress;
}

const LATEST = ['mail', 'pdf', 'workbook', 'slack', 'data'] as const;

interface SlotLine {
  /** Epoch ms. */
  readonly at: number;
  readonly text: string;
  readonly notes: string;
  readonly skipped: boolean;
}

export const DigestPage = (props: DigestProps) => {
  const { frame, id, title, when, facts, may, slots, readers, strip, runs, pauses, latest, shown } = props;
  const { visitor } = frame;
  return (
    <Layout frame={frame} title={title} here="/">
      <div class="crumbs">
        <a href="/">Overview</a>
      </div>
      <h1>{title}</h1>
      <p class="facts">{when}</p>
      {visitor.token !== null && (
        <div class="fields">
          <Actions visitor={visitor} actions={[buttons.preview(id, title), buttons.runNow(id, title)]} />
          <ActionForm visitor={visitor} action={{ name: 'Send test', path: `/digests/${id}/test` }}>
            <label for="to">To</label>
            <input id="to" name="to" required autocomplete="off" placeholder="you@example.com" />
          </ActionForm>
          <PauseForms {...{ visitor, id, title, may }} />
        </div>
      )}
      <div class="run">
        <div>
          <section>
            <h2>Next</h2>
            <Table
              label="Next slots"
              kind="times"
              heads={['Due', 'About']}
              rows={slots.map(({ at, text, notes, skipped }) => [
                text,
                skipped ? (
                  <>
                    {notes}
                    <Actions
                      visitor={visitor}
                      actions={[buttons.unskip(id, new Date(at).toISOString(), text)]}
                    />
                  </>
                ) : (
                  notes
                ),
              ])}
              none="It is not due by itself."
            />
          </section>
          {latest !== null && (
            <section>
              <h2>The latest digest</h2>
              <p class="links">
                {LATEST.map((tab) => (
                  <a href={`/runs/${latest}?tab=${tab}`}>{TABS.find(([word]) => word === tab)?.[1]}</a>
                ))}
              </p>
            </section>
          )}
          <section>
            <h2>Runs</h2>
            {runs.length > 0 && <Strip marks={strip} />}
            <Table
              label="Runs"
              kind="times"
              heads={['Due', 'State', 'Deliveries', 'Run']}
              rows={runs.map((run) => [
                run.slot,
                <span class={run.bad ? 'attention' : undefined}>{run.state}</span>,
                run.deliveries,
                <a href={`/runs/${run.id}`}>
                  <code>{run.id}</code>
                </a>,
              ])}
              none="It was not run yet."
            />
            {runs.length > 0 && (
              <p>
                <a href={`/runs?digest=${id}`}>All its runs</a>
              </p>
            )}
          </section>
          {pauses.length > 0 && (
            <section>
              <h2>Pauses and skips</h2>
              <Table
                label="Pauses and skips"
                kind="times"
                heads={['What', 'From', 'Until', 'Asked by', 'Ended']}
                rows={pauses}
                none=""
              />
            </section>
          )}
        </div>
        <aside class="side" aria-label="About this digest">
          <section>
            <h2>This digest</h2>
            <FactsList facts={facts} />
          </section>
          <section>
            <h2>Readers</h2>
            {readers.length === 0 && <p class="dim">Nobody gets it.</p>}
            <ul class="files">
              {readers.map(({ kind, address, slice }) => (
                <li>
                  <Breakable text={shown(address)} />{' '}
                  <span class="dim">{[channelName(kind), slice].filter(Boolean).join(', ')}</span>
                </li>
              ))}
            </ul>
          </section>
        </aside>
      </div>
    </Layout>
  );
};

type PauseFormsProps = Pick<DigestProps, 'id' | 'title' | 'may'> & { readonly visitor: Visitor };

const PauseForms = ({ visitor, id, title, may }: PauseFormsProps) => (
  <>
    {may.includes('pause') && (
      <ActionForm visitor={visitor} action={buttons.pause(id, title)}>
        <label for="until">Until</label>
        <input id="until" name="until" type="date" aria-describedby="until-empty" />
        <span id="until-empty" class="unseen">
          Empty: until it is resumed.
        </span>
      </ActionForm>
    )}
    <Actions
      visitor={visitor}
      actions={may.filter((verb) => verb !== 'pause').map((verb) => buttons[verb](id, title))}
    />
  </>
);
