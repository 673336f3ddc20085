import type { Picture } from '../models/picture.js';

/** Eight weeks with the usual range; colours come from the style sheet. */
export const PictureOf = ({ picture }: { readonly picture: Picture }) => {
  const { width, height, band, line, marks, label } = picture;
  return (
    <svg
      class="picture"
      viewBox={`0 0 ${width} ${height}`}
      width={String(width)}
      height={String(height)}
      role="img"
      aria-label={label}
    >
      {band !== '' && <path class="band" d={band} />}
      {line !== '' && <path class="line" d={line} fill="none" />}
      {marks.map(({ x, y }) => (
        <circle class="point" cx={String(x)} cy={String(y)} r="3.5" />
      ))}
    </svg>
  );
};
