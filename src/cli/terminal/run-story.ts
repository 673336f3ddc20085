import type { RunStory } from '../../ledger/ledger.js';
import { askerOf } from '../../ledger/model/run.js';
import {
  type AdviceContext,
  deliveryLines,
  deliveryTable,
  digestShown,
  instant,
  partOf,
  referenceLines,
  runJson,
  statusText,
} from './run-record.js';
import { table } from './table.js';

export function storyJson(story: RunStory) {
  const events = story.events.map((event) => ({ ...event, at: instant(event.at), by: askerOf(event) }));
  const attempts = story.attempts.map((attempt) => ({
    ...attempt,
    startedAt: instant(attempt.startedAt),
    endedAt: instant(attempt.endedAt),
  }));
  const artifacts = story.artifacts.map(({ about: _about, ...artifact }) => artifact);
  return { ...runJson(story), events, attempts, artifacts };
}

export function storyText(story: RunStory, advice: AdviceContext): string {
  const { run, deliveries, events } = story;
  const places = new Map(
    deliveries.map((delivery) => {
      const { id, kind, target } = delivery;
      return [id, `${id} ${kind} ${target} (${partOf(delivery)})`];
    }),
  );
  const fresh = unsaid(deliveries.flatMap(({ error, notes }) => error ?? notes ?? []));
  const error = fresh(run.error);
  const rows = events.map((event) => {
    const { at, what, delivery, reason, detail } = event;
    const by = askerOf(event);
    return [
      instant(at) ?? '',
      delivery === null ? 'run' : (places.get(delivery) ?? delivery),
      what,
      reason,
      by === null ? fresh(detail) : `by ${by}`,
    ];
  });
  const columns = ['Time', 'What', 'State', 'Reason', 'Detail'].map((title) => ({ title }));
  const stands = statusText(story, advice);
  return [
    `${digestShown(run)}, scheduled for ${instant(run.scheduledFor)} (${run.trigger}): ${run.state}, ${run.reason}.`,
    ...(error === '' || stands.includes(error) ? [] : [error]),
    stands,
    '',
    table(columns, rows),
    ...(deliveries.length > 0
      ? ['', deliveryTable(deliveries), ...deliveryLines(deliveries), ...referenceLines(deliveries)]
      : []),
  ].join('\n');
}

/** Shorter messages may occur anywhere. */
const MIN_REPEATED_LENGTH = 20;

/** Removes from a message what was printed before or is printed below. */
function unsaid(below: readonly string[]): (sentence: string | null) => string {
  const said = new Set(below);
  return (sentence) => {
    let rest = sentence ?? '';
    for (const known of said) rest = rest.replaceAll(known, '').trim();
    if (rest.length >= MIN_REPEATED_LENGTH) said.add(rest);
    return rest;
  };
}
