import { test } from 'vitest';
import { Account } from '../../../src/sandbox/account.js';
import { respond } from '../../../src/sandbox/respond.js';
const now = Date.UTC(2026, 10, 23, 7);
const S='5b07ff77c2376e30306d9b12';
const ask = (w: any, path: string, q: string) => respond({method:'GET',path,params:new URLSearchParams(q),authorized:true}, w, now);
test('probe', () => {
  const w = { token:'x', account: new Account(1), dialect: {dayZero:'sunday',offsetSign:1,groupShape:'series-array'} as const };
  for (let i=0;i<6;i++) { const t=performance.now(); const r=ask(w,'/reports/conversations',`storyId=${S}&from=2025-01-01&to=2025-12-31T23:59:59.999Z&dimension=hour`); console.log('year hour', (performance.now()-t).toFixed(1), r.body.length); }
  for (let i=0;i<2;i++) { const t=performance.now(); const r=ask(w,'/reports/conversations',`storyId=${S}&from=2024-01-01&to=2024-12-31T23:59:59.999Z&dimension=day`); console.log('year day', (performance.now()-t).toFixed(1), r.body.slice(-60)); }
  for (let i=0;i<2;i++) { const t=performance.now(); const r=ask(w,'/reports/conversations',`from=1974-1-1&dimension=year`); console.log('since', (performance.now()-t).toFixed(1), r.body); }
  for (let i=0;i<2;i++) { const t=performance.now(); const r=ask(w,'/reports/conversations',`from=1974-1-1&dimension=hour`); console.log('since h', (performance.now()-t).toFixed(1), r.status, r.body.length); }
  const week='from=2026-11-16&to=2026-11-22T23:59:59.999Z&storyId='+S;
  for (const p of ['', '.paid','.messages','.avg','.heatmap','.interactions']) console.log(p, ask(w,'/reports/conversations'+p,week).body.slice(0,1500));
  console.log(ask(w,'/reports/conversations',week+'&group=source&dimension=month').body);
  console.log(ask(w,'/reports/conversations','period=last30days&storyId='+S).body.match(/"value":\d+/g)?.join());
  console.log(ask(w,'/reports/conversations','period=last30days').body.match(/"value":\d+/g)?.join());
});
