import type {
  Digest,
  RankingSection,
  Section,
  TableSection,
  TimeSeriesSection,
} from '../../../../src/digest/digest.js';
import { sampleDigest } from '../../../support/sample-digest.js';

const sample = sampleDigest();
const LONG = 'Averyveryverylongbotnamewithoutanyspaces'.repeat(8).slice(0, 300);
const HOSTILE = '<script>&\u0000\u0007 \u202Eevil\n 日本語 عربي 👩‍👩‍👧 \ud800 =1+1 ñ';

const named = <Kind extends Section['kind']>(id: string, kind: Kind): Extract<Section, { kind: Kind }> => {
  const section = sample.sections.find((one) => one.id === id);
  if (section?.kind !== kind) throw new Error(`The sample has no ${kind} "${id}".`);
  return section as Extract<Section, { kind: Kind }>;
};

const replaced = (...sections: readonly Section[]): readonly Section[] =>
  sample.sections.map((section) => sections.find(({ id }) => id === section.id) ?? section);

function daily(id: string, count: number): TimeSeriesSection {
  const section = named(id, 'timeSeries');
  const values = Array.from({ length: count }, (_day, index) =>
    index % 9 === 4 ? null : 100 + ((index * 37) % 90),
  );
  const texts = values.map((value) => (value === null ? '' : String(value)));
  const axis = values.map((_value, index) => ({
    key: String(index),
    label: `Monday ${index + 1} November`,
    short: `${index + 1} Nov`,
    comparison: null,
  }));
  const series = section.series.map((one) => ({ ...one, values, texts }));
  return { ...section, axis, series, peak: values.indexOf(189) };
}

function longTable(count: number): TableSection {
  const section = named('by-bot', 'table');
  const rows = Array.from({ length: count }, (_row, index) => [
    { value: `Bot ${index + 1}`, text: `Bot ${index + 1}` },
    ...(section.rows[index % 2]?.slice(1) ?? []),
  ]);
  return { ...section, rows };
}

function longRanking(count: number): RankingSection {
  const section = named('interactions', 'ranking');
  const rows = Array.from({ length: count }, (_row, index) => {
    const row = section.rows[index % section.rows.length];
    if (!row) throw new Error('The sample ranks nothing.');
    return { ...row, label: `Step ${index + 1}`, value: 500 - index };
  });
  return { ...section, rows };
}

function renamed(section: Section, name: string): Section {
  const titled = section.id === 'by-source' ? { ...section, title: name } : section;
  if (titled.kind === 'ranking')
    return { ...titled, rows: titled.rows.map((row) => ({ ...row, label: name })) };
  if (titled.kind !== 'table') return { ...titled, hint: name, missing: [name] };
  return { ...titled, rows: titled.rows.map(([, ...rest]) => [{ value: name, text: name }, ...rest]) };
}

/** A digest in which everything that comes from outside says `name`. */
function everywhere(name: string): Digest {
  return sampleDigest({
    title: name,
    subject: name,
    subtitle: [name, name],
    tiles: sample.tiles.map((tile) => ({ ...tile, label: name, text: name })),
    callouts: {
      ...sample.callouts,
      items: sample.callouts.items.map((item) => ({ ...item, body: ` ${name}` })),
    },
    sections: sample.sections.map((section) => renamed(section, name)),
    about: {
      ...sample.about,
      paragraphs: [name],
      notices: [{ code: 'timeout', tone: 'attention', report: null, bot: null, text: name }],
    },
  });
}

const nothing = 'No conversations in this window.';

/** Digests that try the layout, by what is special in them. */
export const variants: Readonly<Record<string, Digest>> = {
  sample,
  empty: sampleDigest({
    empty: true,
    callouts: { ...sample.callouts, items: [] },
    sections: sample.sections.map((section) => ({ ...section, emptyText: nothing })),
  }),
  gap: sampleDigest({
    incomplete: true,
    tiles: sample.tiles.map((tile) => ({
      ...tile,
      value: null,
      text: 'no answer',
      change: null,
      previousText: null,
      previousOf: null,
    })),
    sections: sample.sections.map((section) => ({
      ...section,
      missing: ['Sales bot is missing: the API answered too slowly.'],
    })),
  }),
  'fifty rows': sampleDigest({ sections: replaced(longTable(50), longRanking(50)) }),
  '300-letter names': everywhere(LONG),
  'hostile names': everywhere(HOSTILE),
  '62 days': sampleDigest({
    sections: replaced(daily('conversations', 62), daily('messages', 62), daily('paid', 62)),
  }),
  'one bot': sampleDigest({
    comparison: null,
    sections: sample.sections
      .filter(({ id }) => id !== 'by-bot' && id !== 'paid')
      .map((section) =>
        section.kind === 'timeSeries' ? { ...section, series: section.series.slice(0, 1) } : section,
      ),
  }),
  'no sections': sampleDigest({ tiles: [], sections: [] }),
};
