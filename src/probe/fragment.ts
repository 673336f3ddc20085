import type { ProbeVerdict } from './finding.js';

type Set = Pick<ProbeVerdict, 'settings' | 'comment'>;

/** One finding as YAML to paste: `chatbot: { dayZero: monday }`, a comment where there is no key; empty for nothing. */
export function fragmentOf({ settings, comment }: Set): string {
  const pairs = Object.entries(settings).map(([key, value]) => `${key}: ${value}`);
  const lines = [
    ...(comment === null ? [] : [`# ${comment}`]),
    ...(pairs.length === 0 ? [] : [`chatbot: { ${pairs.join(', ')} }`]),
  ];
  return lines.join('\n');
}

/** All findings in one block; empty when nothing is settled. */
export function wholeFragment(findings: readonly Set[]): string {
  const lines = findings.flatMap(({ settings, comment }) => [
    ...(comment === null ? [] : [`  # ${comment}`]),
    ...Object.entries(settings).map(([key, value]) => `  ${key}: ${value}`),
  ]);
  if (lines.length === 0) return '';
  const only = lines.every((line) => line.startsWith('  #'));
  return only ? lines.map((line) => line.slice(2)).join('\n') : ['chatbot:', ...lines].join('\n');
}
