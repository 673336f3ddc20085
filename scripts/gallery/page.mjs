/** The gallery page: every picture under its format, with a caption. */
export function galleryPage({ title, window }, pictures) {
  const groups = new Map();
  for (const picture of pictures) groups.set(picture.group, [...(groups.get(picture.group) ?? []), picture]);
  const parts = [...groups].map(([group, list]) => {
    const shown = list.map(({ name, caption }) => `![${caption}](${name})\n\n${caption}`);
    return `## ${group}\n\n${shown.join('\n\n')}\n`;
  });
  return [
    '# The example digest in pictures\n',
    `“${title}”, ${window.text}, of [\`config.example.yaml\`](../../config.example.yaml): made by \`npm run gallery\` from`,
    'generated conversations, the same at every call.\n',
    ...parts,
  ].join('\n');
}
