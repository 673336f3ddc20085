import type { z } from 'zod';
import type { Secret } from '../lib/secret.js';
import type { Issue } from './problem.js';
import type { SecretKind } from './read/characters.js';
import type { Untyped } from './read/untyped.js';

/** What a configuration asks of a channel. */
export interface ChannelRules<Settings = unknown, Options = unknown> {
  /** The word in `deliver:` and `notify:`, and of its settings block. */
  readonly kind: string;
  /** `notices`: it may stand under `notify:` alone. */
  readonly carries: 'digests' | 'notices';
  /** Its block at the top of the configuration; null where it needs none. */
  readonly settings: SettingsBlock<Settings> | null;
  /** Checks an entry's options and fills their defaults. */
  readonly options: z.ZodType<Options>;
  /** Where the options name readers. */
  readonly reader: ReaderKey;
}

export interface ReaderKey {
  /** An option that holds one name or a list of them. */
  readonly key: string;
  /** The same for every spelling of one reader. */
  identity(name: string): string;
  /** What is allowed as a name but probably not meant, or null. */
  doubt?(name: string): string | null;
}

/** A block of settings; paths of issues and warnings start below it. */
export interface SettingsBlock<Settings = unknown> {
  readonly schema: z.ZodType;
  readonly secrets: readonly SecretKey[];
  /** What is wrong between its keys; looks at unchecked input, so that it reports beside the schema. */
  issues(block: Untyped): readonly Issue[];
  /** What the schema takes and is probably not meant. */
  warnings(checked: unknown): readonly Issue[];
  /** The settings as they are used; `secretFile` is what the file of a secret's key holds. */
  resolve(checked: unknown, secretFile: (key: string) => Secret | undefined): Settings;
}

/** A secret that may stand in a file of its own, under its key with `File` behind it. */
export interface SecretKey {
  /** Below the block: `password`, `dkim.privateKey`. */
  readonly key: string;
  readonly kind: SecretKind;
  /** Whether the thread that renders needs it, to measure messages. */
  readonly measured?: true;
  /** What is wrong with what a file holds, or null. */
  fault(content: string): string | null;
}

interface TypedBlock<Schema extends z.ZodType, Settings> {
  readonly schema: Schema;
  readonly secrets: readonly SecretKey[];
  readonly issues: (block: Untyped) => readonly Issue[];
  readonly warnings: (checked: z.output<Schema>) => readonly Issue[];
  readonly resolve: (checked: z.output<Schema>, secretFile: (key: string) => Secret | undefined) => Settings;
}

/** Closes over the types of a block: what it is handed is what its own schema made. */
export function settingsBlock<Schema extends z.ZodType, Settings>(
  block: TypedBlock<Schema, Settings>,
): SettingsBlock<Settings> {
  return {
    ...block,
    warnings: (checked) => block.warnings(checked as z.output<Schema>),
    resolve: (checked, secretFile) => block.resolve(checked as z.output<Schema>, secretFile),
  };
}
