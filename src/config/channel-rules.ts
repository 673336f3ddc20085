import type { z } from 'zod';
import type { Secret } from '../lib/secret.js';
import type { Issue } from './problem.js';
import type { SecretKind } from './read/characters.js';
import type { Untyped } from './read/untyped.js';

/** The schemas and checks of a channel, for a configuration. */
export interface ChannelRules<Settings = unknown, Options = unknown> {
  /** Its name in `deliver:` and `notify:`, and that of its settings block. */
  readonly kind: string;
  /** Its block at the top level of the configuration; null if it has no settings. */
  readonly settings: SettingsBlock<Settings> | null;
  /** Checks an entry's options and fills their defaults. */
  readonly options: z.ZodType<Options>;
  /** The secrets in an entry's options; null if it has none. */
  readonly secretOptions: SecretOptions<Options> | null;
  /** The option that names readers. */
  readonly reader: ReaderKey;
}

export interface ReaderKey {
  /** An option that holds one name or a list of them. */
  readonly key: string;
  /** Equal for all spellings of one reader. */
  identity(name: string): string;
  /** What names an entry's reader where one option does not; `block` is the channel's. Null for an entry that is refused anyway. */
  entryName?(entry: Untyped, block: Untyped): string | null;
  /** Why a valid name is probably not intended, or null. */
  doubt?(name: string): string | null;
}

/** Secrets that an entry holds itself, such as the address of a webhook. */
export interface SecretOptions<Options = unknown> {
  readonly keys: readonly OptionSecret[];
  /**
   * The options with the secrets from files filled in. A render thread gets a copy without secrets: what it needs of them, such as a target's
   * address, must become plain data here.
   */
  resolve(checked: Options, secretFile: (key: string) => Secret | undefined): Options;
}

/** A block of settings; paths of issues and warnings are relative to it. */
export interface SettingsBlock<Settings = unknown> {
  readonly schema: z.ZodType;
  readonly secrets: readonly SecretKey[];
  /** Issues across keys. Runs on unvalidated input, so that they appear with those of the schema. */
  issues(block: Untyped): readonly Issue[];
  /** Makes the block optional, as defaults of the entries: issues of an entry together with the block, their paths relative to the entry. */
  entryIssues?(entry: Untyped, block: Untyped): readonly Issue[];
  /** Valid but probably unintended settings. */
  warnings(checked: unknown): readonly Issue[];
  /** The resolved settings; `secretFile` returns the content of the file that a secret's key names. */
  resolve(checked: unknown, secretFile: (key: string) => Secret | undefined): Settings;
}

/** A secret that a file may provide: its key with the suffix `File` names the file. */
export interface SecretKey {
  /** The path of the key in the block: `password`, `dkim.privateKey`. */
  readonly key: string;
  readonly kind: SecretKind;
  /** True when the render thread needs it to measure messages. */
  readonly measured?: true;
  /** What is wrong with a file's content, or null. */
  fault(content: string): string | null;
}

export interface OptionSecret extends SecretKey {
  /** True when an entry without it is refused. */
  readonly required: boolean;
}

/** Whether entries of a channel need its block. */
export const needsBlock = ({ settings }: Pick<ChannelRules, 'settings'>): boolean =>
  settings !== null && settings.entryIssues === undefined;

interface TypedBlock<Schema extends z.ZodType, Settings> {
  readonly schema: Schema;
  readonly secrets: readonly SecretKey[];
  readonly issues: (block: Untyped) => readonly Issue[];
  readonly entryIssues?: (entry: Untyped, block: Untyped) => readonly Issue[];
  readonly warnings: (checked: z.output<Schema>) => readonly Issue[];
  readonly resolve: (checked: z.output<Schema>, secretFile: (key: string) => Secret | undefined) => Settings;
}

/** Erases the types of a block: `warnings` and `resolve` are only called with the output of its own schema. */
export function settingsBlock<Schema extends z.ZodType, Settings>(
  block: TypedBlock<Schema, Settings>,
): SettingsBlock<Settings> {
  return {
    ...block,
    warnings: (checked) => block.warnings(checked as z.output<Schema>),
    resolve: (checked, secretFile) => block.resolve(checked as z.output<Schema>, secretFile),
  };
}
