import type { Artifact } from '../../../render/artifact.js';

/** What goes with one message, and what stays behind to keep it within its limit. */
export interface MessageVariant {
  /** As sharp as they are, lighter at the same shown size, or none. */
  readonly pictures: 'full' | 'light' | 'none';
  readonly attachments: readonly Artifact[];
  readonly leftOut: readonly Artifact[];
}

/** All of it. */
export const fullVariant = (attachments: readonly Artifact[]): MessageVariant => ({
  pictures: 'full',
  attachments,
  leftOut: [],
});

/** No picture and no file. */
export const bareVariant = (attachments: readonly Artifact[]): MessageVariant => ({
  pictures: 'none',
  attachments: [],
  leftOut: attachments,
});

/**
 * The loads in the order in which they are tried: everything; everything with lighter pictures; then without as few
 * formats as possible, and of equally many without those that the digest names last; at the end no pictures either.
 */
export function sizeFallbacks(attachments: readonly Artifact[]): readonly MessageVariant[] {
  const formats = [...new Set(attachments.map(({ mediaType }) => mediaType))];
  const whole = fullVariant(attachments);
  const partial = choices(formats.length).map((stays) => {
    const travels = (file: Artifact) => stays[formats.indexOf(file.mediaType)] === true;
    return {
      pictures: 'light' as const,
      attachments: attachments.filter(travels),
      leftOut: attachments.filter((file) => !travels(file)),
    };
  });
  return [whole, ...partial, bareVariant(attachments)];
}

/** Which of `count` things stay, for every choice: those that take fewest away first, then those that take the last. */
function choices(count: number): readonly (readonly boolean[])[] {
  const taken = Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (__, index) => (bits >> index) % 2 === 1),
  );
  const size = (choice: readonly boolean[]) => choice.filter(Boolean).length;
  return taken
    .reverse()
    .toSorted((one, other) => size(one) - size(other))
    .map((choice) => choice.map((away) => !away));
}
