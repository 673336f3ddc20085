import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Statements kept, and the longest text of one: texts of many rows at once seldom come again. */
const KEPT = 100;
const LONGEST = 2_000;

/** A connection that prepares a text once: that takes as long as running it. */
export function withKeptStatements(db: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  const keep = (sql: string): SqliteStatement => {
    const oldest = kept.keys().next();
    if (kept.size >= KEPT && !oldest.done) kept.delete(oldest.value);
    const statement = db.prepare(sql);
    // One that failed may be unfinished.
    const careful = <Answer>(run: () => Answer): Answer => {
      try {
        return run();
      } catch (error) {
        kept.delete(sql);
        throw error;
      }
    };
    const again: SqliteStatement = {
      reader: statement.reader,
      all: (parameters) => careful(() => statement.all(parameters)),
      run: (parameters) => careful(() => statement.run(parameters)),
      iterate: (parameters) => statement.iterate(parameters),
    };
    kept.set(sql, again);
    return again;
  };
  return {
    prepare: (sql) => (sql.length > LONGEST ? db.prepare(sql) : (kept.get(sql) ?? keep(sql))),
    close() {
      kept.clear();
      db.close();
    },
  };
}
