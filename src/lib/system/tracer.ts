import { channel } from 'node:diagnostics_channel';

/** Publishes on a diagnostics channel; almost free without subscribers. */
export function tracer<Trace>(name: string): (trace: Trace) => void {
  const traces = channel(name);
  return (trace) => {
    if (traces.hasSubscribers) traces.publish(trace);
  };
}
