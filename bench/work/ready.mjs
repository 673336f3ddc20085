// Reads the standard digest's configuration and imports the libraries for its PDF, without rendering: node ready.mjs <folder>
import { join } from 'node:path';
import { openConfig } from '../../src/configuration.js';
import { systemClock } from '../../src/lib/time/clock.js';
import 'chart.js';
import 'fontkit';
import 'pdfkit';

await openConfig(join(process.argv[2], 'config.yaml'), { env: {}, clock: systemClock });
