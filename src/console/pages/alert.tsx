import type { Replayed } from '../../run/commands/alerts/replay.js';
import { buttons } from '../models/actions.js';
import type { Picture } from '../models/picture.js';
import { ActionForm } from '../parts/action.js';
import { type Fact, FactsList } from '../parts/facts-list.js';
import { Layout, type PageFrame } from '../parts/layout.js';
import { PictureOf } from '../parts/picture.js';
import { Table } from '../parts/table.js';
import type { Task } from '../tasks.js';
import { dayWords } from '../words/times.js';

interface AlertProps {
  readonly frame: PageFrame;
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly firing: boolean;
  readonly snoozed: boolean;
  readonly found: string;
  readonly facts: readonly Fact[];
  /** Null while they are fetched. */
  readonly pictures: readonly NamedPicture[] | null;
  readonly series: readonly (readonly string[])[];
  readonly episodes: readonly (readonly string[])[];
  readonly replay: Task<Replayed> | null;
  readonly days: number;
  readonly now: number;
}

export interface NamedPicture {
  readonly name: string;
  readonly picture: Picture;
  /** The highest value shown. */
  readonly top: string;
}

export const AlertPage = (props: AlertProps) => {
  const { frame, title, state, firing, found, facts, pictures, series, episodes, replay, now } = props;
  const waits = pictures === null || replay?.state === 'running';
  return (
    <Layout frame={frame} title={title} here="/alerts" reload={waits ? 3 : null}>
      <div class="crumbs">
        <a href="/alerts">Alerts</a>
      </div>
      <h1>{title}</h1>
      <p class={firing ? 'facts attention' : 'facts'}>{[state, found].filter(Boolean).join('. ')}</p>
      <Snoozing {...props} />
      <div class="run">
        <div>
          <section>
            <h2>Eight weeks, with the usual range</h2>
            {pictures === null && <p class="dim">The figures are being fetched.</p>}
            {pictures?.length === 0 && <p class="dim">There are no figures to show.</p>}
            {pictures?.map(({ name, picture, top }) => (
              <figure class="large">
                <figcaption class="axis">
                  <span>{name}</span>
                  <span class="dim">{`highest ${top}`}</span>
                </figcaption>
                <PictureOf picture={picture} />
                <div class="axis dim">
                  <span>{dayWords(picture.from, now)}</span>
                  <span>{dayWords(picture.to, now)}</span>
                </div>
              </figure>
            ))}
          </section>
          <section>
            <h2>What it watches</h2>
            <Table
              label="Series"
              heads={['Series', 'State', 'Since', 'Last known']}
              rows={series}
              none="It watches nothing."
            />
          </section>
          <section>
            <h2>Episodes</h2>
            <Table
              label="Episodes"
              heads={['Series', 'From', 'Until', 'Found', 'Told']}
              rows={episodes}
              none="It had nothing to say yet."
            />
          </section>
          <section id="past">
            <h2>{`What the last ${props.days} days would have said`}</h2>
            <Past {...props} />
          </section>
        </div>
        <aside class="side" aria-label="About this alert">
          <section>
            <h2>This alert</h2>
            <FactsList facts={facts} />
          </section>
        </aside>
      </div>
    </Layout>
  );
};

const Snoozing = ({ frame: { visitor }, id, title, snoozed }: AlertProps) =>
  visitor.token === null ? null : (
    <div class="fields">
      {snoozed && <ActionForm visitor={visitor} action={buttons.unsnooze(id, title)} />}
      <ActionForm visitor={visitor} action={buttons.snooze(id, title)}>
        <label for="for">For</label>
        <select id="for" name="for">
          <option value="1d">1 day</option>
          <option value="3d" selected>
            3 days
          </option>
          <option value="7d">7 days</option>
          <option value="30d">30 days</option>
        </select>
        <label for="until">or until</label>
        <input id="until" name="until" type="date" />
      </ActionForm>
    </div>
  );

const Past = ({ replay, frame, id, days, now }: AlertProps) => {
  const again = (
    <ActionForm
      visitor={frame.visitor}
      action={{ name: `Judge ${days} days`, path: `/alerts/${id}/replay` }}
    />
  );
  if (replay === null)
    return (
      <>
        <p class="dim">It asks the API for the figures of those days; nothing is stored or sent.</p>
        {again}
      </>
    );
  if (replay.state === 'running')
    return (
      <p class="dim" role="status">
        The days are being judged. <a href={`/alerts/${id}#past`}>Look again</a>
      </p>
    );
  if (replay.state === 'failed') return <p class="said problem">{replay.message}</p>;
  const { episodes, falseAlarmsPerYear, alert, gaps } = replay.value;
  return (
    <>
      <Table
        label="What it would have said"
        heads={['Told', 'What', 'Until']}
        rows={episodes.map(({ told, text, episode }) => [
          dayWords(told, now),
          text,
          episode.end === null ? 'still lasts' : dayWords(episode.end, now),
        ])}
        none="Nothing."
      />
      {falseAlarmsPerYear !== null && (
        <p class="dim">
          {`False alarms to expect: ${falseAlarmsPerYear.toFixed(1)} a year; it is set to ${alert.budget}.`}
        </p>
      )}
      {gaps.map((gap) => (
        <p class="attention">{gap}</p>
      ))}
      {again}
    </>
  );
};
