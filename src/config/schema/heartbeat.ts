import { z } from 'zod';
import { secretUrl } from '../values/address.js';

/** The URL of a monitor; empty for none. */
export const heartbeat = () => z.union([z.literal('').transform(() => null), secretUrl()]);
