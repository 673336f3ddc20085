import { serveRenderWorker } from './printing.js';

serveRenderWorker();
