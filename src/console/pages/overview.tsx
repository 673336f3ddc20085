import { buttons, needActions } from '../models/actions.js';
import type { Need } from '../models/attention.js';
import type { DigestLine, Overview } from '../models/overview.js';
import { Actions } from '../parts/action.js';
import { AlertTable } from '../parts/alert-table.js';
import { Layout, type PageFrame, type Visitor } from '../parts/layout.js';
import { Strip } from '../parts/strip.js';
import { Table } from '../parts/table.js';
import { Relative } from '../parts/time.js';

interface OverviewProps {
  readonly frame: PageFrame;
  readonly overview: Overview;
  readonly now: number;
}

export const OverviewPage = ({ frame, overview, now }: OverviewProps) => {
  const { headline, facts, needs, digests, alerts } = overview;
  return (
    <Layout frame={frame} title={headline} here="/" reload={60}>
      <h1>{headline}</h1>
      <p class="facts">{facts.join(' · ')}</p>
      {needs.length > 0 && (
        <section aria-label="What needs you" class="needs">
          {needs.map((need) => (
            <NeedBox need={need} visitor={frame.visitor} />
          ))}
        </section>
      )}
      <section aria-labelledby="digests">
        <h2 id="digests">Digests</h2>
        <Table
          label="Digests"
          kind="digests"
          heads={['Digest', 'When', 'Next', 'Goes to', 'Last 12 runs', ...acting(frame.visitor)]}
          rows={digests.map((line) => digestRow(line, frame.visitor, now))}
          none="The configuration has no digests."
        />
      </section>
      <section aria-labelledby="alerts">
        <h2 id="alerts">Alerts</h2>
        <AlertTable alerts={alerts} visitor={frame.visitor} />
      </section>
    </Layout>
  );
};

const acting = ({ token }: Visitor): readonly string[] => (token === null ? [] : ['']);

const NeedBox = ({ need, visitor }: { readonly need: Need; readonly visitor: Visitor }) => {
  const { heading, detail, href, does } = need;
  const several = does.length > 1;
  return (
    <article class="need">
      <div>
        <h2>{href === null ? heading : <a href={href}>{heading}</a>}</h2>
        <p class="dim">{detail}</p>
      </div>
      <div class="does">
        {does.map((one) => (
          <div>
            {several && one.kind === 'delivery' && <span class="dim">{one.to}</span>}
            <Actions visitor={visitor} actions={needActions(one)} />
          </div>
        ))}
      </div>
    </article>
  );
};

const digestRow = (line: DigestLine, visitor: Visitor, now: number) => [
  <>
    <a class="strong" href={`/digests/${line.id}`}>
      {line.title}
    </a>
    <div class="dim">{line.about}</div>
  </>,
  line.when === line.next.text ? <span class="dim">{line.when}</span> : line.when,
  line.next.at === null ? (
    line.when !== line.next.text && <span class="dim">{line.next.text}</span>
  ) : (
    <>
      {line.next.text}
      <div>
        <Relative at={line.next.at} now={now} />
      </div>
      {line.next.note !== '' && <div class="dim">{line.next.note}</div>}
    </>
  ),
  line.goesTo,
  <Strip marks={line.strip} />,
  ...(visitor.token === null
    ? []
    : [
        <Actions
          visitor={visitor}
          actions={[
            buttons.preview(line.id, line.title),
            buttons.runNow(line.id, line.title),
            ...line.next.may
              .filter((verb) => verb !== 'skip')
              .map((verb) => buttons[verb](line.id, line.title)),
          ]}
        />,
      ]),
];
