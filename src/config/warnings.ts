import type { Issue } from './problem.js';
import type { Root } from './schema/root.js';

/** What is allowed but probably not meant. */
export function warningsOf(root: Root): Issue[] {
  return [
    ...Object.entries(root.bots).flatMap(([id, { storyId }]) => oddStoryId(id, storyId)),
    ...Object.entries(root.digests).flatMap(([id, { schedule, deliver }]) =>
      schedule !== undefined && deliver.length === 0
        ? [
            {
              path: ['digests', id, 'schedule'],
              message: 'is due on a schedule but has nobody under deliver',
            },
          ]
        : [],
    ),
  ];
}

function oddStoryId(id: string, storyId: string): Issue[] {
  return /^[0-9a-f]{24}$/.test(storyId)
    ? []
    : [
        {
          path: ['bots', id, 'storyId'],
          message: '{value} does not look like a story id of 24 hexadecimal digits',
        },
      ];
}
