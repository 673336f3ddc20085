import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** A description of the machine. */
export const machineOf = () => ({
  cores: cpus().length,
  processor: cpus()[0]?.model ?? arch(),
  memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
  system: `${platform()} ${release()}`,
  node: process.versions.node,
  date: new Date().toISOString().slice(0, 10),
  load: loadavg()[0].toFixed(1),
});
