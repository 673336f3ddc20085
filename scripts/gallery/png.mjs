import { createCanvas } from '@napi-rs/canvas';
import UPNG from 'upng-js';

const COLOURS = 64;

/** A canvas as PNG with a palette, which is a quarter of the size. */
export function palettePng(canvas, colours = COLOURS) {
  const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return Buffer.from(UPNG.encode([data.buffer], width, height, colours));
}

/** Crops the uniform rows at the bottom of an image, except for a margin. */
export function trimmed(image, margin) {
  const whole = createCanvas(image.width, image.height);
  whole.getContext('2d').drawImage(image, 0, 0);
  const { data } = whole.getContext('2d').getImageData(0, 0, image.width, image.height);
  const row = (y) => Buffer.from(data.buffer, y * image.width * 4, image.width * 4);
  const empty = row(image.height - 1);
  let height = image.height;
  while (height > 1 && row(height - 1).equals(empty)) height -= 1;
  const part = createCanvas(image.width, Math.min(image.height, height + margin));
  part.getContext('2d').drawImage(whole, 0, 0);
  return part;
}
