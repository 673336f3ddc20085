import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { WebSocket } from 'undici';

/** Flags of a headless browser without background activity. */
export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--no-first-run',
];

/** A running browser that prints pages over the DevTools protocol. */
export async function startBrowser(chromium, profile) {
  const args = [...FLAGS, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'];
  const child = spawn(chromium, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const protocol = await connect(await addressIn(child.stderr));
  return {
    pid: child.pid,
    async print(url) {
      const { targetId } = await protocol.send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await protocol.send('Target.attachToTarget', { targetId, flatten: true });
      await protocol.send('Page.enable', {}, sessionId);
      const loaded = protocol.event('Page.loadEventFired', sessionId);
      await protocol.send('Page.navigate', { url }, sessionId);
      await loaded;
      const { data } = await protocol.send('Page.printToPDF', { printBackground: true }, sessionId);
      await protocol.send('Target.closeTarget', { targetId });
      return Buffer.from(data, 'base64');
    },
    async stop() {
      protocol.send('Browser.close').catch(() => {});
      await once(child, 'exit');
    },
  };
}

async function addressIn(stderr) {
  for await (const line of createInterface({ input: stderr })) {
    const [, address] = /DevTools listening on (ws:\S+)/.exec(line) ?? [];
    if (!address) continue;
    stderr.resume();
    return address;
  }
  throw new Error('Chromium ended before it listened.');
}

async function connect(address) {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const answers = new Map();
  const events = new Map();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, method, sessionId } = JSON.parse(data);
    if (id === undefined) return void events.get(`${method} ${sessionId}`)?.();
    const { resolve, reject } = answers.get(id);
    answers.delete(id);
    if (error) reject(new Error(error.message));
    else resolve(result);
  });
  return {
    send(method, params = {}, sessionId = undefined) {
      const id = ++last;
      socket.send(JSON.stringify({ id, method, params, sessionId }));
      return new Promise((resolve, reject) => answers.set(id, { resolve, reject }));
    },
    event: (method, sessionId) => new Promise((resolve) => events.set(`${method} ${sessionId}`, resolve)),
  };
}
