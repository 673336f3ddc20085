import { describe, expect, test } from 'vitest';
import { sampleMails } from '../../../src/render/email/sample.js';
import { mailTemplates as templates } from '../../../src/render/email/templates.js';
import { fillTemplate, templateFault } from '../../../src/render/template.js';
import { sampleContext } from '../../support/render-context.js';

describe('filling a template', () => {
  test('escapes every value in HTML, and none in text', () => {
    const view = { name: '<b>"&\'</b>' };
    expect(fillTemplate('{{ name }}', 'html', view)).toBe('&lt;b&gt;&#34;&amp;&#39;&lt;/b&gt;');
    expect(fillTemplate('{{ name }}', 'text', view)).toBe('<b>"&\'</b>');
  });

  test('never reads a value as code', () => {
    expect(fillTemplate('{{ name }}', 'text', { name: '{{ secret }}{% include "x" %}', secret: 's' })).toBe(
      '{{ secret }}{% include "x" %}',
    );
  });

  test.each([
    ['{{ name.constructor }}{{ name.constructor.name }}'],
    ['{{ "".constructor.constructor }}{{ list.__proto__ }}{{ __proto__ }}'],
    ['{{ list.constructor }}{{ list.push }}{{ toString }}{{ list["constructor"] }}'],
  ])('gives nothing for what a view does not hold itself: %s', (source) => {
    expect(fillTemplate(source, 'html', { name: 'x', list: [] })).toBe('');
  });

  test('prints nothing for a name that only a branch no sample reached knows', () => {
    expect(fillTemplate('a{{ row.gone }}b', 'html', { row: {} })).toBe('ab');
  });
});

describe('judging a template', () => {
  test.each(Object.entries(templates))('finds nothing wrong with our own %s', async (name, { fault }) => {
    expect(await fault(sampleContext().template(name))).toBeNull();
  });

  test('ends in two seconds, whatever the template does', () => {
    const loops = '{% for i in (1..9000) %}{% for j in (1..9000) %}{{ title }}{% endfor %}{% endfor %}';
    const start = performance.now();
    expect(templateFault(loops, 'html', sampleMails)?.message).toBe('takes too much time or memory');
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('has samples in which everything that can be absent is there and is not', () => {
    const absent = (value: unknown) =>
      value === null || value === '' || (Array.isArray(value) && value.length === 0);
    const [whole, bare] = sampleMails;
    const optional = ['context', 'figures', 'charts', 'attached', 'reason', 'unsubscribe', 'footer'] as const;
    for (const key of optional)
      expect([key, absent(whole?.[key]), absent(bare?.[key])]).toEqual([key, false, true]);
    expect(new Set(whole?.figures.map(({ missing }) => missing))).toEqual(new Set([true, false]));
    expect(whole?.charts.map(({ picture }) => picture === null)).toEqual([false, true]);
  });
});
