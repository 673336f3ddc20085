import { expect, test } from 'vitest';
import { startService } from '../support/running-service.js';
import { openScene } from '../support/scene.js';
import { messageIds } from '../support/smtp-script.js';
import { until } from '../support/until.js';

/** The first look at the schedules: while it starts. */
const STARTING = 'ledger:slots.advance:begun';

test('a SIGHUP while it starts does not end it: the configuration is read again once it has started', async () => {
  const at = await openScene({ missed: 1 });
  const service = startService(at.folder, { END_ON: STARTING, END_WITH: 'SIGHUP' });
  await until(() => service.log().includes('was read again'), service.log);
  expect(service.log().indexOf('was read again')).toBeGreaterThan(service.log().indexOf('has started with'));
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
});

test('a SIGTERM while it starts ends it with 0, and what was due is sent once, by it or by the next', async () => {
  const at = await openScene({ missed: 1 });
  const stopped = startService(at.folder, { END_ON: STARTING, END_WITH: 'SIGTERM' });
  expect(await stopped.ended, stopped.log()).toBe(0);
  const service = startService(at.folder);
  await until(() => service.log().includes('has started with'), service.log);
  await until(() => at.mail.messages.length > 0, service.log);
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
  expect(new Set(messageIds(at.mail.messages)).size).toBe(at.mail.messages.length);
});

test('a SIGHUP while it stops does not end it in the middle of a send', async () => {
  let sending = false;
  const at = await openScene({
    missed: null,
    script: {
      dot() {
        sending = true;
        return { replyLate: '250 2.0.0 Ok', ms: 1_000 };
      },
    },
  });
  const service = startService(at.folder);
  await until(() => service.log().includes('has started with'), service.log);
  const run = await at.queue();
  await until(() => sending, service.log);
  service.signal('SIGTERM');
  await until(() => service.log().includes('Stopping'), service.log);
  service.signal('SIGHUP');
  expect(await service.ended).toBe(0);
  expect((await at.ledger.history.run(run.id))?.run.state).toBe('completed');
  expect(at.mail.messages).toHaveLength(1);
});
