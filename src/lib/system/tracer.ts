import { channel } from 'node:diagnostics_channel';

/** Publishes to whoever listens on a diagnostics channel; costs next to nothing when nobody does. */
export function tracer<Trace>(name: string): (trace: Trace) => void {
  const traces = channel(name);
  return (trace) => {
    if (traces.hasSubscribers) traces.publish(trace);
  };
}
