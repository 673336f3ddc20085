import { expect, test } from 'vitest';
import { REPORT_PATHS } from '../../../../src/chatbot/wire.js';
import { type FaultRule, parseFaultRules } from '../../../../src/sandbox/faults/fault.js';
import { FaultPlan } from '../../../../src/sandbox/faults/fault-plan.js';

const request = (path: string, query = '') => ({
  method: 'GET',
  path,
  params: new URLSearchParams(query),
  authorized: true,
});
const strikes = (match: FaultRule['match'], paths: string[], query = '') => {
  const plan = new FaultPlan([{ ...(match ? { match } : {}), fault: { kind: 'silent' } }]);
  return paths.map((path) => plan.next(request(path, query)) !== null);
};
const five = new Array<string>(5).fill(REPORT_PATHS.messages);

test.each<[FaultRule['match'], boolean[]]>([
  [undefined, [true, true, true, true, true]],
  [{ nth: 2 }, [false, true, false, false, false]],
  [{ times: 2 }, [true, true, false, false, false]],
  [{ nth: 3, times: 2 }, [false, false, true, true, false]],
])('of five requests the rule %j strikes %j', (match, expected) => {
  expect(strikes(match, five)).toEqual(expected);
});

test('a rule for one report counts and strikes that report only', () => {
  const paths = [REPORT_PATHS.paid, REPORT_PATHS.heatmap, '/stories', REPORT_PATHS.paid, '/v2/stories'];
  expect(strikes({ report: 'paid', nth: 2 }, paths)).toEqual([false, false, false, true, false]);
  expect(strikes({ report: 'stories' }, paths)).toEqual([false, false, true, false, true]);
});

test('a rule for one story strikes requests that name it, in any array form', () => {
  for (const query of ['storyId=b', 'storyId[]=a&storyId[]=b', 'storyId=a,b'])
    expect(strikes({ storyId: 'b' }, [REPORT_PATHS.paid], query)).toEqual([true]);
  expect(strikes({ storyId: 'b' }, [REPORT_PATHS.paid], 'storyId=a')).toEqual([false]);
  expect(strikes({ storyId: 'b' }, [REPORT_PATHS.paid])).toEqual([false]);
});

test('paths that lead nowhere meet no fault', () => {
  expect(strikes(undefined, ['/', '/reports', '/sandbox/faults'])).toEqual([false, false, false]);
});

test('of several rules the first that strikes wins, and all of them count', () => {
  const plan = new FaultPlan([
    { match: { times: 1 }, fault: { kind: 'silent' } },
    { match: { nth: 2 }, fault: { kind: 'reset' } },
    { fault: { kind: 'empty' } },
  ]);
  const kinds = five.map((path) => plan.next(request(path))?.kind);
  expect(kinds).toEqual(['silent', 'reset', 'empty', 'empty', 'empty']);
});

test.each([
  ['{', 'The body is not JSON.'],
  ['{}', 'at the top'],
  ['[{"fault":{"kind":"explode"}}]', 'at 0.fault.kind'],
  ['[{"fault":{"kind":"status","status":418}}]', 'at 0.fault.status'],
  ['[{"fault":{"kind":"empty"}},{"match":{"nth":0},"fault":{"kind":"empty"}}]', 'at 1.match.nth'],
  ['[{"fault":{"kind":"empty","loud":true}}]', 'at 0.fault'],
])('the rules %s are refused', (json, message) => {
  expect(() => parseFaultRules(json)).toThrow(
    expect.objectContaining({ status: 400, message: expect.stringContaining(message) }),
  );
});
