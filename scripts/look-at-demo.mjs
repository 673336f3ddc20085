// Checks the first digest of `botdigest demo` below its output folder: all files exist, have the format of their name, and show the same figures.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(process.argv[2] ?? 'demo-output', 'weekly-support');
const problems = [];
const expect = (truth, message) => {
  if (!truth) problems.push(message);
};
const read = (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : Buffer.alloc(0));
const text = (name) => read(name).toString('utf8');

const starts = {
  'digest.pdf': '%PDF-1.',
  'digest.xlsx': 'PK',
  'digest.html': '<!doctype html',
  'digest.json': '{',
  'slack.json': '{',
  'teams.json': '{',
  'google-chat.json': '{',
  'webhook.json': '{"type":"botdigest.digest",',
};
for (const [name, start] of Object.entries(starts)) {
  expect(
    read(name).toString('latin1').trimStart().toLowerCase().startsWith(start.toLowerCase()),
    `${name} is missing or not what it says`,
  );
}
const reports = ['conversations', 'paid', 'messages', 'average', 'heatmap', 'interactions'];
for (const report of reports)
  expect(text(`${report}.csv`).includes('\r\n'), `${report}.csv is missing or not RFC 4180`);
const pictures = existsSync(join(folder, 'charts')) ? readdirSync(join(folder, 'charts')) : [];
expect(pictures.length >= 4, `only ${pictures.length} charts`);
for (const name of pictures)
  expect(read(`charts/${name}`).subarray(1, 4).toString() === 'PNG', `charts/${name} is no PNG`);

const digest = JSON.parse(text('digest.json') || '{}');
const { data } = JSON.parse(text('webhook.json') || '{}');
expect(JSON.stringify(data) === JSON.stringify(digest), 'webhook.json holds another digest');
const plain = text('digest.txt');
for (const tile of digest.tiles ?? [])
  expect(plain.includes(tile.text), `digest.txt lacks ${tile.label} ${tile.text}`);
expect((digest.tiles ?? []).length === 5, 'digest.json has not five tiles');
const head = text('digest.eml').split('\r\n\r\n', 1)[0];
for (const field of ['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'List-Unsubscribe'])
  expect(new RegExp(`^${field}:`, 'm').test(head), `digest.eml has no ${field}`);

for (const [name, most] of [
  ['teams.json', 28_000],
  ['google-chat.json', 32_000],
]) {
  const card = JSON.stringify(JSON.parse(text(name) || '{}'));
  expect(Buffer.byteLength(card) <= most, `${name} is larger than its chat takes`);
  expect(card.includes(digest.tiles?.[0]?.text), `${name} lacks the first figure`);
}

const slack = JSON.parse(text('slack.json') || '{"text":"","blocks":[]}');
const ofType = (wanted) => slack.blocks.filter(({ type }) => type === wanted);
const images = ofType('image');
const charts = ofType('data_visualization');
expect(slack.text.includes(digest.tiles?.[0]?.text), 'slack.json: the notification lacks the first figure');
expect(slack.text.length <= 4000, 'slack.json: the notification is too long');
expect(slack.blocks.length <= 50, 'slack.json has more than 50 blocks');
const measured = slack.blocks.filter(({ type }) => type !== 'data_table');
expect(JSON.stringify(measured).length <= 12_000, 'slack.json is longer than Slack takes');
expect(images.length >= 1 && images.length <= 3, `slack.json shows ${images.length} pictures`);
expect(charts.length >= 1 && charts.length <= 2, `slack.json has ${charts.length} native charts`);
expect(ofType('data_table').length === 1, 'slack.json has not one table');
for (const { alt_text: alt, slack_file: file } of images) {
  const [section] = file.id.split('@');
  expect(pictures.includes(`${section}.png`), `slack.json shows ${file.id}, which is not in charts/`);
  expect(
    digest.sections?.find(({ id }) => id === section)?.alt === alt,
    `slack.json says something else of ${section} than the digest`,
  );
}
for (const [tag] of text('digest.html').matchAll(/<img [^>]*>/g))
  expect(/ alt="[^"]{10,}"/.test(tag), `digest.html has a picture without words: ${tag}`);

const has = (tool) => {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
    return true;
  } catch {
    console.log(`not installed: ${tool}`);
    return false;
  }
};
if (has('qpdf')) execFileSync('qpdf', ['--check', join(folder, 'digest.pdf')], { stdio: 'inherit' });
if (has('pdftotext')) {
  const words = execFileSync('pdftotext', ['-layout', join(folder, 'digest.pdf'), '-'], { encoding: 'utf8' });
  for (const part of [digest.title, ...(digest.tiles ?? []).map((tile) => tile.text)]) {
    expect(words.includes(part), `digest.pdf lacks "${part}"`);
  }
}

/** Maximum spam score by SpamAssassin's local rules, whose threshold for spam is 5. */
const MAX_SPAM = 1;
if (has('spamassassin')) {
  const options = ['--local', '--nocreate-prefs', '--test-mode'];
  const report = execFileSync('spamassassin', options, {
    input: read('digest.eml'),
    maxBuffer: 1e8,
  }).toString();
  const details = report.slice(report.lastIndexOf('Content analysis details:')).trim();
  const points = Number(/\((-?[\d.]+) points/.exec(details)?.[1] ?? Number.NaN);
  console.log(details);
  expect(points <= MAX_SPAM, `digest.eml scores ${points} points as spam, more than ${MAX_SPAM}`);
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(
  `looked at ${folder}: ${Object.keys(starts).length + reports.length + pictures.length + 2} files are whole`,
);
