import type { AlertConfig, Config, DigestConfig } from '../config.js';
import type { Path } from '../read/tree.js';
import type { Root } from '../schema/root.js';

/** A digest or an alert of a checked file, with its path. */
interface CheckedPublication {
  readonly path: Path;
  readonly input: Root['digests'][string] | Root['alerts'][string];
}

export const checkedPublications = ({ digests, alerts }: Root): readonly CheckedPublication[] => [
  ...Object.entries(digests).map(([id, input]) => ({ path: ['digests', id], input })),
  ...Object.entries(alerts).map(([id, input]) => ({ path: ['alerts', id], input })),
];

/** The same with what became of it. */
interface ResolvedPublication extends CheckedPublication {
  readonly config: DigestConfig | AlertConfig;
}

export const resolvedPublications = (
  root: Root,
  { digests, alerts }: Pick<Config, 'digests' | 'alerts'>,
): readonly ResolvedPublication[] =>
  checkedPublications(root).flatMap(({ path, input }) => {
    const [kind, id] = path as readonly string[];
    const config = (kind === 'digests' ? digests : alerts).get(id ?? '');
    return config ? [{ path, input, config }] : [];
  });
