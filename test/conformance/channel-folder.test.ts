import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folder as folderChannel } from '../../src/channels/folder/channel.js';
import { connectFolder } from '../support/connections.js';
import { folderEnvelope } from '../support/envelope.js';
import { tempFolder } from '../support/temp-folder.js';
import { channelConformance } from './channel.js';

const options = { path: 'exports' };

async function stage() {
  const folder = await tempFolder();
  return {
    folder,
    connection: connectFolder(folder.path, options.path),
    envelope: () => folderEnvelope(options.path),
    arrivals: async () => {
      const files = await folder.files();
      return Promise.all(
        files.map(async (file) => `${file}\n${await readFile(join(folder.path, file), 'utf8')}`),
      );
    },
    stop: () => folder.remove(),
  };
}

channelConformance({
  channel: folderChannel,
  options,
  secrets: [],
  alive: stage,
  async dead() {
    const opened = await stage();
    await writeFile(join(opened.folder.path, options.path), 'a file where the folder should be');
    return opened;
  },
});
