import { expect } from 'vitest';
import type { Campaign, Told } from './campaign.js';

/** Of unchanged weeks at most so many are told, and after a slack week in the history. */
const UNCHANGED = 0.05;
const AFTER_SLACK_WEEK = 0.095;

/** Of changed weeks at least so many are told, from these counts on. */
const CHANGED = 0.95;
const TOLD_FROM = {
  halved: { 1: 100, 2: 100, 4: 300 },
  doubled: { 1: 30, 2: 100, 4: 100 },
} as const;
const HALVED_NEWS_FROM: Readonly<Record<number, number>> = { 1: 100, 2: 300, 4: 1000 };
/** A tripled rate against the usual range; after a bad week in the history, and by the guard. */
const TRIPLED_FROM: Readonly<Record<number, number>> = { 1: 300, 2: 1000 };
const TRIPLED_NEWS_FROM = 1000;

/** False silences of a bot in a year, with a φ of 4 and with less. */
const FALSE_SILENCES = { uneven: 1.5, usual: 0.25 };

/** What the statistics promise, within so many standard errors of the simulation. */
export function expectPromises(
  { trials, years, range, guard, rates, silence }: Campaign,
  errors: number,
): void {
  const atMost = (share: number, most: number, each = 1) =>
    expect(share).toBeLessThan(most + errors * Math.sqrt((most * each) / trials));
  const atLeast = (share: number, least: number) =>
    expect(share).toBeGreaterThan(least - errors * Math.sqrt((least * (1 - least)) / trials));
  for (const { weekly, dispersion, told } of range) {
    for (const event of ['none', 'spike', 'holiday'] as const) atMost(told[event].unchanged, UNCHANGED);
    atMost(told.slackWeek.unchanged, AFTER_SLACK_WEEK);
    for (const change of ['halved', 'doubled'] as const)
      if (weekly >= from(TOLD_FROM[change], dispersion)) atLeast(told.none[change], CHANGED);
    if (weekly >= from(TOLD_FROM.halved, dispersion)) atLeast(told.spike.halved, CHANGED - 0.01);
    if (weekly >= from(TOLD_FROM.halved, dispersion)) atLeast(told.holiday.halved, CHANGED - 0.01);
    expect(told.none.dead).toBe(1);
  }
  for (const { weekly, dispersion, told } of guard) {
    for (const [candidates, { unchanged }] of Object.entries(told))
      atMost(unchanged, UNCHANGED, Number(candidates) / 5);
    const single: Told | undefined = told[1];
    if (weekly >= from(HALVED_NEWS_FROM, dispersion)) atLeast(single?.halved ?? 0, CHANGED);
    atLeast(single?.dead ?? 0, CHANGED);
  }
  for (const { uses, dispersion, range: usual, bad, guard: news } of rates) {
    atMost(Math.max(usual.unchanged, bad.unchanged, news.unchanged), UNCHANGED);
    if (uses >= from(TRIPLED_FROM, dispersion)) atLeast(usual.tripled, CHANGED - 0.01);
    if (uses >= TRIPLED_NEWS_FROM) atLeast(Math.min(bad.tripled, news.tripled), CHANGED - 0.01);
  }
  for (const { daily, dispersion, falseAYear, medianDays } of silence) {
    const most = dispersion === 4 ? FALSE_SILENCES.uneven : FALSE_SILENCES.usual;
    expect(falseAYear).toBeLessThan(most + errors * Math.sqrt(most / years));
    expect(medianDays).toBeLessThanOrEqual(daily < 1 ? 28 : Math.ceil(12 / daily));
  }
}

const from = (counts: Readonly<Record<number, number>>, dispersion: number) =>
  counts[dispersion] ?? Number.POSITIVE_INFINITY;
