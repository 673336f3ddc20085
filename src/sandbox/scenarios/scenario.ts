/** What each scenario does, as the help says it. */
export const SCENARIOS = {
  steady: 'weekday and daily rhythm, ordinary noise, no trend and no season',
  growing: '2 % more each week, before the start day too',
  outage: 'nobody talks to the bot any more',
  'channel-down': 'nothing more from Messenger, else from the bot’s last source',
  'fallback-rise': 'three times the fallbacks, most after one step; volume unchanged',
  halved: 'half the conversations',
  doubled: 'twice the conversations',
  spike: 'eight times the conversations, on the start day alone',
  holiday: 'a twentieth of the conversations, on the start day alone',
  millions: 'tens of thousands of conversations a day, always',
  quiet: 'none to three conversations a day, always',
  'late-data': 'of the last whole day 40 % is counted, of today nothing',
  gaps: 'two days have no values, paid conversations answer 503',
} as const;

export type ScenarioName = keyof typeof SCENARIOS;

export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly ScenarioName[];

/** What happens to one bot, and from which day on. Apart from that, its conversations are those of `steady`. */
export interface Scenario {
  readonly name: ScenarioName;
  /** A day in Central Europe, in days since the epoch. */
  readonly from: number;
}
