import type { ChatbotConfig } from '../../config/config.js';
import { canonicalJson, sha256 } from '../../lib/hash.js';
import { encode, type PlannedRequest } from './planned-request.js';

/** Raised when answers are read differently, so that those kept by an older version are requested again. */
const READING = 1;

/** Equal for requests with the same query whose answers are read the same way. */
export const keyOf = (
  planned: PlannedRequest,
  { baseUrl, dayZero, arrayFormat, offsetSign }: ChatbotConfig,
): string => {
  const request = encode(planned, { arrayFormat, offsetSign });
  return sha256(canonicalJson({ planned, request, baseUrl, dayZero, reading: READING }));
};
