import { serveRenderThread } from './composition.js';

serveRenderThread();
