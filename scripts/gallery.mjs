// Renders docs/gallery: the example digest as pictures, reproducibly. Needs the built tree, Chromium and LibreOffice.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';
import { photograph } from './gallery/browser.mjs';
import { consolePictures } from './gallery/console.mjs';
import { galleryPage } from './gallery/page.mjs';
import { findPrograms } from './gallery/programs.mjs';
import { sheetNames, sheetsAsPdf } from './gallery/sheets.mjs';
import { slackPage } from './gallery/slack-page.mjs';

const OUT = new URL('../docs/gallery/', import.meta.url);
const programs = findPrograms();
if (!programs) process.exit(1);

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
await bundle(
  { example: at('gallery/example.mjs'), service: at('gallery/console-service.mjs') },
  at('../built/gallery'),
);
const { makeAlert, makeExample } = await import('../built/gallery/example.js');
const { openConsoleService, PASSWORD } = await import('../built/gallery/service.js');

const work = mkdtempSync(join(tmpdir(), 'botdigest-gallery-'));
try {
  const digest = await makeExample(work);
  await makeAlert(join(work, 'alert'));
  // Imported late: it defines a global Path2D, which Chart.js would then use instead of the page's.
  const { drawPages } = await import('./gallery/pdf.mjs');
  const pictures = [
    ...(await pdfPages()),
    ...(await mails()),
    await slack(),
    ...(await sheets()),
    ...(await alert()),
    ...(await consoles()),
  ];
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(new URL('console/', OUT), { recursive: true });
  for (const { name, bytes } of pictures) writeFileSync(new URL(name, OUT), bytes);
  writeFileSync(new URL('README.md', OUT), galleryPage(digest, pictures));
  const size = pictures.reduce((sum, { bytes }) => sum + bytes.length, 0);
  console.log(`docs/gallery: ${pictures.length} pictures, ${Math.round(size / 1000)} kB`);

  async function pdfPages() {
    const pages = await drawPages(readFileSync(join(work, 'digest.pdf')), { scale: 1.4 });
    return pages.map((bytes, index) => ({
      name: `pdf-${index + 1}.png`,
      group: 'PDF',
      caption: `Page ${index + 1} of the PDF.`,
      bytes,
    }));
  }

  async function mails() {
    const light = readFileSync(join(work, 'digest.html'), 'utf8');
    const dark = light.replaceAll(/@media \(prefers-color-scheme:\s*dark\)/g, '@media all');
    const pictures = [];
    for (const [mode, html] of Object.entries({ light, dark }))
      pictures.push({
        name: `mail-${mode}.png`,
        group: 'Mail',
        caption: `The mail, 600 pixels wide, in a ${mode} mail program.`,
        bytes: await shot(`mail-${mode}.html`, html, 600),
      });
    return pictures;
  }

  async function slack() {
    const message = JSON.parse(readFileSync(join(work, 'slack.json'), 'utf8'));
    const mail = readFileSync(join(work, 'digest.eml'), 'latin1');
    const attached = [...mail.matchAll(/^Content-Disposition: attachment; filename=(\S+)/gm)].map(
      ([, name]) => name,
    );
    return {
      name: 'slack.png',
      group: 'Slack',
      caption:
        'The Slack message, drawn by the gallery’s own script from the blocks; not a picture of Slack.',
      bytes: await shot('slack.html', slackPage(message, { digest, attached }), 760),
    };
  }

  async function alert() {
    const mail = readFileSync(join(work, 'alert', 'alert.html'), 'utf8');
    const message = JSON.parse(readFileSync(join(work, 'alert', 'slack.json'), 'utf8'));
    const page = slackPage(message, { digest: { slot: { text: '07:00' } }, attached: [] });
    const group = 'Alert';
    return [
      {
        ...{
          name: 'alert-mail.png',
          group,
          caption: 'The mail of an alert: nobody talks to a bot any more.',
        },
        bytes: await shot('alert/mail.html', mail, 600),
      },
      {
        ...{
          name: 'alert-slack.png',
          group,
          caption: 'The same in Slack, drawn by the gallery’s own script.',
        },
        bytes: await shot('alert/slack.html', page, 760),
      },
    ];
  }

  async function consoles() {
    const service = await openConsoleService(join(work, 'console'));
    try {
      return await consolePictures(programs.chromium, { ...service, password: PASSWORD });
    } finally {
      await service.close();
    }
  }

  async function sheets() {
    const names = await sheetNames(readFileSync(join(work, 'digest.xlsx')));
    const pages = await drawPages(sheetsAsPdf(programs.soffice, join(work, 'digest.xlsx')), {
      scale: 1.2,
      margin: 16,
    });
    return names.map((sheet, index) => ({
      name: `sheet-${index + 1}-${sheet.toLowerCase().replaceAll(/\W+/g, '-')}.png`,
      group: 'Workbook',
      caption: `The sheet “${sheet}” of the workbook, as LibreOffice shows it.`,
      bytes: pages[index],
    }));
  }

  function shot(name, html, width) {
    writeFileSync(join(work, name), html);
    return photograph(programs.chromium, pathToFileURL(join(work, name)).href, { width, folder: work });
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
