import { serveRenderWorker } from './composition.js';

serveRenderWorker();
