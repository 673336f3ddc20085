import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { ENTRY, MAX_FILES, ROOMS, SIBLINGS } from './structure/rooms.mjs';

/** Checks folders and imports against `structure/rooms.mjs` and prints one fault per line; part of `npm run check`. */

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.join(entry.parentPath.replaceAll('\\', '/'), entry.name));

const rooms = ROOMS.map(([name, folders, imports], floor) => ({
  name,
  floor,
  folders: folders.split(' ').filter(Boolean),
  imports: imports.split(' ').filter(Boolean),
}));
const byName = new Map(rooms.map((room) => [room.name, room]));

/** The room of a file and its subfolder: `src/run/send/dispatch.ts` is in `send` of `run`, `src/app/core.ts` in `app` of `root`. */
function placeOf(file) {
  const [, ...steps] = posix.dirname(file).split('/');
  if (steps.length === 0) return { room: file === ENTRY ? 'main' : 'root', folder: '' };
  if (byName.get('root')?.folders.includes(steps[0])) return { room: 'root', folder: steps.join('/') };
  const [room, ...below] = steps;
  return { room, folder: below.join('/') };
}

function tableFaults() {
  return rooms.flatMap(({ name, floor, imports }) =>
    imports
      .filter((other) => (byName.get(other)?.floor ?? Number.POSITIVE_INFINITY) >= floor)
      .map(
        (other) =>
          `scripts/structure/rooms.mjs: ${name} may not import ${other}, which does not stand above it in the table`,
      ),
  );
}

function folderFaults(files) {
  const counts = new Map();
  for (const file of files) counts.set(posix.dirname(file), (counts.get(posix.dirname(file)) ?? 0) + 1);
  const crowded = [...counts]
    .filter(([, count]) => count > MAX_FILES)
    .map(
      ([folder, count]) =>
        `${folder}: ${count} files, more than ${MAX_FILES}; give a part of them a folder of its own`,
    );
  const unknown = [
    ...new Set(files.filter((file) => file.startsWith('src/')).map((file) => posix.dirname(file))),
  ]
    .filter((folder) => folder !== 'src' && !isKnown(placeOf(`${folder}/x.ts`)))
    .map((folder) => `${folder}: has no place in scripts/structure/rooms.mjs; add it to the row of its room`);
  return [...crowded, ...unknown];
}

function isKnown({ room, folder }) {
  const known = byName.get(room);
  return known !== undefined && (folder === '' || known.folders.includes(folder));
}

const IMPORT = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

function importsOf(file, text) {
  return [...text.matchAll(IMPORT)].map(([, specifier]) =>
    posix.normalize(posix.join(posix.dirname(file), specifier)).replace(/\.js$/, '.ts'),
  );
}

function importFaults(file, text) {
  const from = placeOf(file);
  return importsOf(file, text)
    .filter((target) => target.startsWith('src/'))
    .flatMap((target) => {
      const why = importFault(from, placeOf(target));
      return why === null ? [] : [`${file}: imports ${target}: ${why}`];
    });
}

function importFault(from, to) {
  const room = byName.get(from.room);
  if (room === undefined) return null;
  if (from.room !== to.room)
    return room.imports.includes(to.room) ? null : `${from.room} may not import ${to.room}`;
  if (isWithin(from.folder, to.folder) || isWithin(to.folder, from.folder)) return null;
  const [mine, theirs] = [from.folder, to.folder].map((folder) => room.folders.indexOf(folder));
  return theirs < mine ? null : `${from.folder} stands before ${to.folder} in ${from.room}`;
}

const isWithin = (inner, outer) => outer === '' || inner === outer || inner.startsWith(`${outer}/`);

/** Import cycles, including imports of types. */
function cycleFaults(texts) {
  const imports = new Map(texts.map(([file, text]) => [file, importsOf(file, text)]));
  const done = new Set();
  const faults = [];
  const visit = (file, path) => {
    if (path.includes(file)) {
      faults.push(
        `${[...path.slice(path.indexOf(file)), file].join(' imports ')}: a cycle; move what both need below them`,
      );
      return;
    }
    if (done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const [file] of texts) visit(file, []);
  return faults;
}

/** The proof judges from outside: it shares no code with what it judges, or with its tests. */
function proofFaults(files) {
  return files
    .filter((file) => file.endsWith('.mjs'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(IMPORT)]
        .map(([, specifier]) => posix.normalize(posix.join(posix.dirname(file), specifier)))
        .filter((target) => !target.startsWith('prove/'))
        .map((target) => `${file}: imports ${target}; prove/ imports nothing of the rest`),
    );
}

const EXPORT = /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm;

/** Names exported by more than one file. */
function nameFaults(texts) {
  const homes = new Map();
  for (const [file, text] of texts)
    for (const [, name] of text.matchAll(EXPORT)) homes.set(name, [...(homes.get(name) ?? []), file]);
  return [...homes]
    .filter(([, files]) => files.length > 1 && !areSiblings(files))
    .map(([name, files]) => `${files.join(', ')}: export the same name, ${name}; one name has one meaning`);
}

const areSiblings = (files) =>
  files.every((file) => SIBLINGS.test(file)) && new Set(files.map((file) => posix.basename(file))).size === 1;

const source = filesIn('src').filter((file) => file.endsWith('.ts') || file.endsWith('.tsx'));
const proof = filesIn('prove');
const texts = source.map((file) => [file, readFileSync(file, 'utf8')]);
const faults = [
  ...tableFaults(),
  ...folderFaults([...source, ...filesIn('bench'), ...filesIn('scripts'), ...proof]),
  ...proofFaults(proof),
  ...texts.flatMap(([file, text]) => importFaults(file, text)),
  ...cycleFaults(texts),
  ...nameFaults(texts),
];
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
