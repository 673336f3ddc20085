/** Runs the same work under zones and languages far apart, one after the other. */
export async function everywhere<Result>(work: () => Promise<Result>): Promise<Result[]> {
  const before = { TZ: process.env.TZ, LANG: process.env.LANG };
  const results: Result[] = [];
  for (const [TZ, LANG] of [
    ['UTC', 'C'],
    ['Pacific/Kiritimati', 'tr_TR.UTF-8'],
    ['America/St_Johns', 'ar_EG.UTF-8'],
  ] as const) {
    Object.assign(process.env, { TZ, LANG });
    results.push(await work());
  }
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  return results;
}
