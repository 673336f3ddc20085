import { join } from 'node:path';
import type { SqliteDatabase } from 'kysely';
import Libsql from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { withKeptStatements } from '../../../../src/ledger/store/kept-statements.js';
import { emptyFolder } from '../../../support/folder.js';

function counted() {
  const path = join(emptyFolder(), 'one.db');
  const db = new Libsql(path);
  db.exec('create table notes (id integer primary key, text text not null)');
  const prepared: string[] = [];
  const counting: SqliteDatabase = {
    prepare(sql) {
      prepared.push(sql);
      return db.prepare(sql) as unknown as ReturnType<SqliteDatabase['prepare']>;
    },
    close: () => void db.close(),
  };
  const kept = withKeptStatements(counting);
  onTestFinished(() => kept.close());
  const put = (id: number, text: string | null) =>
    kept.prepare('insert into notes (id, text) values (?, ?)').run([id, text]);
  const all = () => kept.prepare('select * from notes order by id').all([]);
  return { path, prepared, kept, put, all };
}

test('A text is prepared once, and answers each time for what it is given then', () => {
  const { prepared, kept, put, all } = counted();
  for (const id of [1, 2, 3]) expect(put(id, `note ${id}`)).toMatchObject({ changes: 1 });
  const one = (id: number) => kept.prepare('select text from notes where id = ?').all([id]);
  expect([one(2), one(3), one(9), one(2)]).toEqual([
    [{ text: 'note 2' }],
    [{ text: 'note 3' }],
    [],
    [{ text: 'note 2' }],
  ]);
  put(4, 'note 4');
  expect([all(), all()].map((rows) => rows.length)).toEqual([4, 4]);
  expect(prepared).toHaveLength(3);
});

test('One that failed is prepared again, and works then', () => {
  const { prepared, put, all } = counted();
  put(1, 'one');
  expect(() => put(1, 'twice')).toThrow(/UNIQUE/);
  expect(() => put(2, null)).toThrow(/NOT NULL/);
  put(2, 'two');
  expect(all()).toHaveLength(2);
  expect(prepared.filter((sql) => sql.startsWith('insert'))).toHaveLength(3);
});

test('Another connection may write, change tables and clear the log meanwhile', () => {
  const { path, put, all } = counted();
  const other = new Libsql(path);
  onTestFinished(() => void other.close());
  other.pragma('journal_mode = WAL');
  put(1, 'one');
  expect(all()).toEqual([{ id: 1, text: 'one' }]);
  other.exec("alter table notes add column more text; update notes set more = 'x', text = 'changed'");
  expect(all()).toEqual([expect.objectContaining({ id: 1, text: 'changed' })]);
  put(2, 'two');
  expect(other.pragma('wal_checkpoint(TRUNCATE)')).toMatchObject([{ busy: 0 }]);
  expect(all()).toMatchObject([{ id: 1 }, { id: 2, text: 'two' }]);
});

test('Few are kept, and none of a long text', () => {
  const { prepared, kept } = counted();
  const again = (sql: string) => {
    const before = prepared.length;
    kept.prepare(sql).all([]);
    kept.prepare(sql).all([]);
    return prepared.length - before;
  };
  const numbered = Array.from({ length: 101 }, (_, index) => `select ${index} as one`);
  for (const sql of numbered) expect(again(sql)).toBe(1);
  expect(again(numbered[0] ?? '')).toBe(1);
  expect(again(numbered[100] ?? '')).toBe(0);
  expect(again(`select '${'x'.repeat(2_000)}' as one`)).toBe(2);
});
