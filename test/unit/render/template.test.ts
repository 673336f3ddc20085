import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { sampleMails } from '../../../src/channels/email/body/sample.js';
import { mailTemplates as templates } from '../../../src/channels/email/body/templates.js';
import { fillTemplate, templateFault } from '../../../src/render/template.js';
import { sampleContext } from '../../support/render-context.js';

const fill = (source: string, language: 'html' | 'text', view: object) =>
  fillTemplate({ file: 'email.html', source }, language, view);

describe('filling a template', () => {
  test('escapes every value in HTML, and none in text', () => {
    const view = { name: '<b>"&\'</b>' };
    expect(fill('{{ name }}', 'html', view)).toBe('&lt;b&gt;&#34;&amp;&#39;&lt;/b&gt;');
    expect(fill('{{ name }}', 'text', view)).toBe('<b>"&\'</b>');
  });

  test('never reads a value as code', () => {
    expect(fill('{{ name }}', 'text', { name: '{{ secret }}{% include "x" %}', secret: 's' })).toBe(
      '{{ secret }}{% include "x" %}',
    );
  });

  test.each([
    ['{{ name.constructor }}{{ name.constructor.name }}'],
    ['{{ "".constructor.constructor }}{{ list.__proto__ }}{{ __proto__ }}'],
    ['{{ list.constructor }}{{ list.push }}{{ toString }}{{ list["constructor"] }}'],
  ])('gives nothing for what a view does not hold itself: %s', (source) => {
    expect(fill(source, 'html', { name: 'x', list: [] })).toBe('');
  });

  test('prints nothing for a name that only a branch no sample reached knows', () => {
    expect(fill('a{{ row.gone }}b', 'html', { row: {} })).toBe('ab');
  });
});

describe('judging a template', () => {
  test.each(Object.entries(templates))('finds nothing wrong with our own %s', async (name, { fault }) => {
    expect(await fault(sampleContext().template(name))).toBeNull();
  });

  const MANY = '{% for i in (1..9000) %}';
  const LONG = '{% assign a = "x- " %}{% for i in (1..18) %}{% assign a = a | append: a %}{% endfor %}';
  const tooMuch: [name: string, source: string][] = [
    ['a sorted million', '{% assign a = (1..1000000) | sort %}'],
    ['a naturally sorted list', '{% assign a = (1..900000) | sort_natural %}'],
    ['small lists sorted again and again', `${MANY}{% assign b = (1..5000) | sort %}{% endfor %}`],
    ['nested loops', `${MANY}${MANY}{{ title }}{% endfor %}{% endfor %}`],
    ['nested loops that do nothing', `${MANY}${MANY}{% endfor %}{% endfor %}`],
    ['a table of loops', '{% tablerow i in (1..9000000) %}{{ title }}{% endtablerow %}'],
    [
      'a reversed list',
      `{% assign a = (1..900000) %}${MANY}{% for x in a reversed limit: 1 %}{% endfor %}{% endfor %}`,
    ],
    ['a text that doubles', `{% assign a = "x" %}${MANY}{% assign a = a | append: a %}{% endfor %}`],
    [
      'a text replaced by itself',
      `{% assign a = "xx" %}${MANY}{% assign a = a | replace: "x", a %}{% endfor %}`,
    ],
    [
      'a capture of itself',
      `{% assign a = "x" %}${MANY}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}`,
    ],
    [
      'lists in lists, written',
      `{% assign a = "x,y" | split: "," %}${MANY}{% assign a = a | push: a %}{% endfor %}{{ a }}`,
    ],
    ['a long text split', `${LONG}${MANY}{% assign b = a | split: "" %}{% endfor %}`],
    [
      'a long text sought in a longer one',
      `${LONG}{% assign p = a | slice: 0, 300000 | prepend: "y" %}{{ a | remove: p }}`,
    ],
    [
      'the same by an operator',
      `${LONG}{% assign p = a | slice: 0, 300000 | prepend: "y" %}{% if a contains p %}{% endif %}`,
    ],
    [
      'an expression for each item',
      `${MANY}{% assign a = (1..9000) | where_exp: "x", "x == 1" %}{% endfor %}`,
    ],
    ['look-ups for each item', `${MANY}{% assign a = (1..9000) | map: "a.b.c.d.e.f" %}{% endfor %}`],
    [
      'a long text compared',
      `${MANY}{% case "${'x'.repeat(100_000)}" %}{% when "y" %}{% endcase %}{% endfor %}`,
    ],
    ['a long text written', `${MANY}{% raw %}${'x'.repeat(100_000)}{% endraw %}{% endfor %}`],
    ['objects as JSON', '{% for i in (1..900000) %}{{ charts | json }}{% endfor %}'],
  ];

  test.each(tooMuch)('refuses %s for its work, and says where', (_name, source) => {
    const fault = templateFault(source, 'html', sampleMails);
    expect(fault?.message).toBe('takes too much work: its loops and lists are too long');
    expect([fault?.line, (fault?.column ?? 0) > 0]).toEqual([1, true]);
  });

  test.each([
    ['sort', '{{ figures | map: "label" | sort | join: ", " }}'],
    ['a loop over a thousand', '{% for i in (1..1000) %}{{ i | times: 2 }}{% endfor %}'],
  ])('lets work of an ordinary size pass: %s', (_name, source) => {
    expect(templateFault(source, 'html', sampleMails)).toBeNull();
  });

  test.each([
    ['tags within tags', '{% if title %}'.repeat(60_000), 'is nested too deeply'],
    ['look-ups within look-ups', `{{ ${'a['.repeat(60_000)} }}`, 'is nested too deeply'],
    ['a tag after another', '{% assign a = title %}'.repeat(20_000), 'has too many tags for its length'],
    [
      'a word after another',
      `{% if ${'title or '.repeat(90_000)} title %}{% endif %}`,
      'has too many tags for its length',
    ],
  ])('ends soon on a source of %s', (_name, source, message) => {
    expect(templateFault(source, 'html', sampleMails)?.message).toBe(message);
  });

  test('takes no account of time: a machine that stands still for a minute changes nothing', () => {
    const clock = vi.spyOn(performance, 'now');
    onTestFinished(() => clock.mockRestore());
    let now = 0;
    clock.mockImplementation(() => (now += 60_000));
    expect(templateFault('{% for f in figures %}{{ f.label }}{% endfor %}', 'html', sampleMails)).toBeNull();
  });

  test('names the file and the place of what cannot be filled in', () => {
    const source = `<p>\n  ${MANY}${MANY}{{ title }}{% endfor %}{% endfor %}`;
    expect(() => fill(source, 'html', { title: 'x' })).toThrow(
      /^The template email\.html:2:\d+ cannot be filled in: it takes too much work/,
    );
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
