import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { UserError } from '../../src/lib/errors.js';
import { fillTemplate, templateFault } from '../../src/render/template.js';
import { damaged } from './inputs.js';
import { judge } from './judge.js';

const mail = readFileSync(
  fileURLToPath(new URL('../../templates/email.txt.liquid', import.meta.url)),
  'utf8',
);
const VIEW = {
  title: 'Support bots <b>',
  tiles: [{ label: 'Conversations', value: '1,204', change: '+3 %' }],
  rows: Array.from({ length: 50 }, (_, index) => ({ name: `row ${index}`, value: index })),
};

test('A template is filled in or refused with its place, however damaged', async () => {
  await judge({
    inputs: damaged([
      '{{ title }}: {% for tile in tiles %}{{ tile.label | upcase }} {{ tile.value }}{% unless forloop.last %}, {% endunless %}{% endfor %}',
      '{% if rows.size > 10 %}{% for row in rows limit: 10 %}{{ row.name | append: ":" | replace: "o", "0" }}{% endfor %}{% else %}-{% endif %}',
      '{% assign sorted = rows | sort: "name" | reverse %}{% capture all %}{{ sorted | map: "value" | join: ", " }}{% endcapture %}{{ all | truncate: 40 }}',
      '{% case title %}{% when "a" %}1{% else %}{{ title | split: " " | first }}{% endcase %}{% raw %}{{ x }}{% endraw %}',
      '{% tablerow row in rows cols: 3 %}{{ row.value | times: 3 | modulo: 7 }}{% endtablerow %}{% cycle "a", "b" %}{% increment n %}',
      mail,
    ]),
    few: 300,
    read(source) {
      for (const language of ['html', 'text'] as const) {
        const fault = templateFault(source, language, [VIEW]);
        if (fault !== null) expect([fault.line, fault.column].every(Number.isSafeInteger)).toBe(true);
        if (fault !== null && language === 'html') return fault;
      }
      return fillTemplate({ file: 'own.liquid', source }, 'html', VIEW);
    },
    isRefusal: (error) => error instanceof UserError,
  });
});
