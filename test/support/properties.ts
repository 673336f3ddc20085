import fc from 'fast-check';

/** Properties try the same samples on every machine, so that a run that fails, fails again; PROPERTY_SEED asks for others. */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });
