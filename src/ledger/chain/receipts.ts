import { sha256 } from '../../lib/hash.js';
import type { ArtifactRecord } from '../model/content.js';
import type { Delivery } from '../model/delivery.js';
import type { Run } from '../model/run.js';
import { canonical } from './canonical.js';

const hashOf = (fields: readonly (string | number | null)[]): string => sha256(canonical(fields));

/** What an event covers of the row of its run: not who works on it and when it is tried next. */
export function runReceipt(run: Run): string {
  const { id, digest, scheduledFor, state, reason, error, attempt, queuedAt, startedAt, finishedAt } = run;
  return hashOf([id, digest, scheduledFor, state, reason, error, attempt, queuedAt, startedAt, finishedAt]);
}

/** What an event covers of the row of its delivery: all but when it is tried next. */
export function deliveryReceipt(delivery: Delivery): string {
  const { id, run, position, kind, target, part, slice, idempotencyKey, origin, incomplete, edition } =
    delivery;
  const { body, attachments, carries } = delivery;
  const { state, reason, error, notes, attempt, providerRef, startedAt, finishedAt } = delivery;
  return hashOf([
    ...[id, run, position, kind, target, part, slice, idempotencyKey, origin, incomplete, edition],
    ...[body, attachments, carries],
    ...[state, reason, error, notes, attempt, providerRef, startedAt, finishedAt],
  ]);
}

/** What the event of a plan covers: to whom all deliveries of the run up to then go. */
export function planReceipt(deliveries: readonly Delivery[]): string {
  return hashOf(
    deliveries.flatMap(({ id, kind, target, part, slice, idempotencyKey }) => [
      ...[id, kind, target, part, slice, idempotencyKey],
    ]),
  );
}

/** Files in the order of their bundles. */
export type BundledFile = Pick<ArtifactRecord, 'bundle' | 'name' | 'mediaType' | 'role' | 'sha256' | 'size'>;

/** Hash of the files that a delivery carries; null when it carries none. */
export function carriedHash(
  { body, attachments }: Pick<Delivery, 'body' | 'attachments'>,
  files: readonly BundledFile[],
): string | null {
  const carried = [body, attachments].flatMap((name) =>
    name === null ? [] : files.filter(({ bundle }) => bundle === name),
  );
  if (carried.length === 0) return null;
  return hashOf(
    carried.flatMap(({ bundle, name, mediaType, role, sha256: hash, size }) => [
      ...[bundle, name, mediaType, role, hash, size],
    ]),
  );
}
