import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where tests wait for servers, clocks and processes, the longest first. */
const WAITING = [
  'fault/machine/',
  'kill/',
  'e2e/',
  'fault/run/',
  'fault/config/',
  'fault/',
  'conformance/',
  'unit/config/',
  'unit/render/',
];

const rankOf = ({ moduleId }: TestSpecification) => {
  const rank = WAITING.findIndex((folder) => moduleId.includes(`/test/${folder}`));
  return rank === -1 ? WAITING.length : rank;
};

/** Begins with the files that wait, so that the others fill the processor meanwhile and nothing long comes last. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
