const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_END = Buffer.from('IEND', 'latin1');
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const JPEG_END = Buffer.from([0xff, 0xd9]);
/** Maximum side in pixels; at 90 points already ten times a printer's resolution. */
const MAX_SIDE = 4096;

/** What is wrong with a PNG or JPEG, with `{value}` for its name; or null. */
export function pictureFault(bytes: Buffer): string | null {
  const png = bytes.subarray(0, PNG.length).equals(PNG);
  if (!png && !bytes.subarray(0, JPEG.length).equals(JPEG)) return 'the file {value} is neither PNG nor JPEG';
  const size = png ? pngSize(bytes) : jpegSize(bytes);
  if (size === null || !bytes.includes(png ? PNG_END : JPEG_END)) return 'the picture {value} is cut short';
  if (Math.min(...size) < 1) return 'the picture {value} has no size';
  if (Math.max(...size) > MAX_SIDE)
    return `the picture {value} is ${size.join(' × ')} pixels; at most ${MAX_SIDE} a side are taken`;
  return null;
}

type Size = readonly [width: number, height: number];

function pngSize(bytes: Buffer): Size | null {
  return bytes.length < 24 ? null : [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

/** Width and height from the first frame header; segments before it are skipped. */
function jpegSize(bytes: Buffer): Size | null {
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
