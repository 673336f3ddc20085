import { appendFileSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { digestOfScenario } from '../support/scenario.js';
const OUT = '/tmp/scen/out.txt';
test('look', async () => {
  writeFileSync(OUT, '');
  for (const scenario of (process.env.SC ?? 'steady,growing,outage,channel-down,fallback-rise,halved,doubled,spike,holiday,millions,quiet,late-data,gaps').split(','))
    for (const period of (process.env.PE ?? 'yesterday,lastWeek,last30days,lastMonth,lastQuarter,lastYear,today,thisMonth').split(','))
      for (const bots of (process.env.BO ?? '2').split(',').map(Number)) {
        const t = Date.now();
        try {
          const { digest: d } = await digestOfScenario({ scenario: scenario.replaceAll('+', ','), period: period as never, bots, seed: Number(process.env.SEED ?? 1) });
          appendFileSync(OUT, `\n## ${scenario} ${period} ${bots} (${Date.now() - t} ms)\nV [${d.verdict.rule}/${d.verdict.tone}] ${d.verdict.text}\n   ${d.subtitle.join(' | ')}\n${d.tiles.map((x) => `   ${x.id}: ${x.text} ${x.change?.direction} ${x.change?.text} [${x.change?.tone}] ${x.previousText} ${x.usual?.text}`).join('\n')}\n${d.callouts.items.map((c) => ` - ${c.rule} [${c.tone}] ${c.heading}${c.body}`).join('\n')}\n`);
        } catch (error) { appendFileSync(OUT, `\n## ${scenario} ${period} ${bots} FAILED ${error}\n`); }
      }
}, 600_000);
