import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { openLedger } from '../../src/ledger/open.js';
import { lazy } from '../../src/lib/async/lazy.js';
import { weeksIn } from '../../src/weeks.js';
import { emptyFolder } from '../support/folder.js';

const week = { key: 'a', ended: 5, json: '[]' };

function weeksAt(path: string) {
  const store = { kind: 'sqlite', path } as const;
  const ledger = lazy(() => openLedger(store));
  onTestFinished(async () => (await ledger.opened())?.close());
  const troubles: unknown[] = [];
  return { weeks: weeksIn(store, ledger, (error) => troubles.push(error)), ledger, troubles };
}

test('no store is made for weeks, and one that was made since is used', async () => {
  const path = join(emptyFolder(), 'botdigest.db');
  const { weeks, ledger, troubles } = weeksAt(path);
  await weeks.keep([week]);
  expect(await weeks.of(['a'])).toEqual(new Map());
  await ledger.get();
  await weeks.keep([week]);
  expect(await weeks.of(['a'])).toEqual(new Map([['a', '[]']]));
  expect(troubles).toEqual([]);
});

test('a store that cannot be used is told of, and keeps nothing', async () => {
  const path = join(emptyFolder(), 'botdigest.db');
  mkdirSync(path);
  const { weeks, troubles } = weeksAt(path);
  await weeks.keep([week]);
  expect(await weeks.of(['a'])).toEqual(new Map());
  expect(troubles).toHaveLength(2);
  expect(troubles[0]).toMatchObject({ code: expect.stringMatching(/^store-/) });
});

test('a damaged week is not kept, and can be kept again', async () => {
  const path = join(emptyFolder(), 'botdigest.db');
  const { weeks, ledger, troubles } = weeksAt(path);
  await ledger.get();
  await weeks.keep([week, { ...week, key: 'b' }]);
  const db = new Libsql(path);
  db.exec("update weeks set gzip = x'1f8b0000' where key = 'a'");
  db.close();
  expect(await weeks.of(['a', 'b'])).toEqual(new Map([['b', '[]']]));
  await weeks.keep([week]);
  expect((await weeks.of(['a', 'b'])).size).toBe(2);
  expect(troubles).toEqual([]);
});

test('a store that is closed under a run is told of', async () => {
  const { weeks, ledger, troubles } = weeksAt(join(emptyFolder(), 'botdigest.db'));
  await (await ledger.get()).close();
  expect(await weeks.of(['a'])).toEqual(new Map());
  expect(troubles).toHaveLength(1);
});
