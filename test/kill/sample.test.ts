import { expect, test } from 'vitest';
import { faultsOf, type Medium, sample, tryEnding } from './trial.js';

/** How many points of any kind are tried; by mail and chats others are as well. */
const SIZES: Readonly<Record<Medium, number>> = { mail: 0, slack: 1, chats: 0, webhook: 1 };

/** What a mail passes on its way to a server that offers encryption and asks for no login. */
const SESSION = [
  'smtp:hello:begun',
  'smtp:tls:begun',
  'smtp:sender:begun',
  'smtp:recipient:begun',
  'smtp:data:begun',
  'smtp:accept:begun',
  'smtp:accept:answered',
];

/** One of the steps of the SMTP sessions and one of the requests to S3; a run by Slack has none. */
const insideSessions = (passed: readonly string[]): number[] =>
  ['smtp:', 's3:'].flatMap((channel) => {
    const steps = passed.flatMap((point, index) => (point.startsWith(channel) ? [index + 1] : []));
    return steps.length === 0 ? [] : sample(steps.length, 1, 4).map((step) => steps[step - 1] ?? 0);
  });

/** Where the last chat has taken its message, and that is not recorded yet. */
const insidePost = (medium: Medium, passed: readonly string[]): number[] =>
  medium === 'chats' ? [passed.lastIndexOf('run:send:ended') + 1] : [];

test.each(['mail', 'slack', 'chats', 'webhook'] as const)(
  'killed at any point of a run by %s, started again, it reaches everybody, and twice only where that is flagged',
  async (medium) => {
    const whole = await tryEnding(medium, null);
    expect(faultsOf(medium, whole)).toEqual([]);
    expect(whole.code).toBe(0);
    expect(whole.passed.length).toBeGreaterThanOrEqual(60);
    expect(new Set(whole.passed.filter((point) => point.startsWith('smtp:')))).toEqual(
      new Set(medium === 'mail' ? SESSION : []),
    );
    for (const at of [
      ...sample(whole.passed.length, SIZES[medium], 4),
      ...insideSessions(whole.passed),
      ...insidePost(medium, whole.passed),
    ]) {
      const trial = await tryEnding(medium, at);
      expect(faultsOf(medium, trial), `killed at ${at}, ${trial.passed.at(-1)}`).toEqual([]);
      expect(trial.code).toBeNull();
    }
  },
);

test('told to stop in the middle of a run it ends within 25 seconds, and the next one finishes the rest', async () => {
  const trial = await tryEnding('mail', 40, 'SIGTERM');
  expect(faultsOf('mail', trial)).toEqual([]);
  expect(trial.code).toBe(0);
  expect(trial.took).toBeLessThan(25_000);
  expect(trial.mails).toHaveLength(3);
});
