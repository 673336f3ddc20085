import { describe, expect, test } from 'vitest';
import { parseMoment } from '../../src/cli/instant.js';
import { webFault } from '../../src/config/values/address.js';
import { readMailbox } from '../../src/config/values/mailbox.js';
import { postgresFault } from '../../src/config/values/postgres-url.js';
import { proxyFault } from '../../src/config/values/proxy.js';
import { shortestInterval } from '../../src/lib/cron/interval.js';
import { cronProblem } from '../../src/lib/cron/problem.js';
import { UserError } from '../../src/lib/errors.js';
import { formatDuration, parseDuration, parseSize } from '../../src/lib/text/units.js';
import { nextScheduled } from '../../src/schedule/schedule.js';
import { damaged } from './inputs.js';
import { judge, SECRET } from './judge.js';

const NOW = Date.parse('2026-12-01T00:00:00Z');
const isUserError = (error: unknown) => error instanceof UserError;

describe('Whatever stands there', () => {
  test('a duration and a size are read, or are none', async () => {
    await judge({
      inputs: damaged(['250ms', '30s', '15m', '24h', '90d', '10MB', '1GB', '0s']),
      few: 500,
      read(input) {
        const duration = parseDuration(input);
        if (duration !== null) expect(parseDuration(formatDuration(duration))).toBe(duration);
        const size = parseSize(input);
        for (const read of [duration, size]) if (read !== null) expect(Number.isSafeInteger(read)).toBe(true);
        return [duration, size];
      },
    });
  });

  test('a schedule is refused in words, or has slots in order', async () => {
    await judge({
      inputs: damaged([
        '0 8 * * MON',
        '*/5 9-17 * JAN-MAR 1-5',
        '0 0 29 2 *',
        '0 9 1,15 * *',
        '0 12 L * *',
        '0 9 * * 5#2',
        'H 8 * * *',
        '59 23 31 12 *',
        'lastWorkingDay 17:00',
        'firstWorkingDay 08:30',
      ]),
      few: 300,
      read(input) {
        const problem = cronProblem(input, NOW);
        if (problem !== null) return problem;
        const schedule = { schedule: input, zone: 'America/New_York' };
        const slots = nextScheduled(schedule, NOW, 5);
        expect(slots.toSorted((one, other) => one - other)).toEqual(slots);
        return [shortestInterval(input, NOW), slots];
      },
    });
  });

  test('a moment is read, or refused with examples', async () => {
    await judge({
      inputs: damaged([
        '2026-11-23',
        '2026-11-23T08:00',
        '2026-11-23T08:00:00+01:00',
        '2026-11-23 08:00:00.5Z',
      ]),
      few: 500,
      read: parseMoment,
      isRefusal: isUserError,
    });
  });

  test('a mailbox is read, or refused with a reason', async () => {
    await judge({
      inputs: damaged([
        'ada@example.com',
        'Bot reports <reports@example.com>',
        '"Reports, daily" <a.b+c@sub.example.co.uk>',
        'jürgen@bücher.example',
        '"quoted local"@example.com',
        'a@[127.0.0.1]',
      ]),
      few: 500,
      read: readMailbox,
    });
  });

  test('an address with a secret in it is refused without the secret', async () => {
    const faults = { webFault, proxyFault, postgresFault };
    await judge({
      inputs: damaged([
        `https://user:${SECRET}@hooks.example.com/services/${SECRET}?token=${SECRET}#x`,
        `postgres://bot:${SECRET}@db.example.com:5432/digest?sslmode=verify-full&application_name=a`,
        `http://proxy:${SECRET}@10.0.0.1:3128`,
        'http://[::1]:8080/',
      ]),
      few: 400,
      read: (input) => Object.values(faults).map((faultOf) => faultOf(input)),
    });
  });
});
