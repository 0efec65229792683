import type { GreyPicture, Window } from './picture.ts';

/**
 * The eight ways a picture can lie: as it is, mirrored, and turned by quarters. Each is a swap of the axes, then a
 * mirroring of either. A film that was scanned from behind or turned by a viewer is found among them.
 */
export interface Turn {
  readonly name: string;
  /** Rows become columns, before anything is mirrored. */
  readonly swapped: boolean;
  /** Left and right change places. */
  readonly mirroredX: boolean;
  /** Top and bottom change places. */
  readonly mirroredY: boolean;
}

const turn = (name: string, swapped: boolean, mirroredX: boolean, mirroredY: boolean): Turn => ({
  name,
  swapped,
  mirroredX,
  mirroredY,
});

export const UPRIGHT = turn('as it is', false, false, false);

/** All but upright. The names hold whichever of the two films is taken for the turned one. */
export const turns: readonly Turn[] = [
  turn('mirrored', false, true, false),
  turn('upside down and mirrored', false, false, true),
  turn('upside down', false, true, true),
  turn('mirrored and turned by a quarter', true, false, false),
  turn('turned by a quarter', true, true, false),
  turn('turned by a quarter', true, false, true),
  turn('mirrored and turned by a quarter', true, true, true),
];

/** The picture, turned. Pure. */
export function turnedPicture(picture: GreyPicture, way: Turn): GreyPicture {
  if (way === UPRIGHT) return picture;
  const { swapped, mirroredX, mirroredY } = way;
  const [width, height] = swapped ? [picture.height, picture.width] : [picture.width, picture.height];
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = mirroredY ? height - 1 - y : y;
    for (let x = 0; x < width; x += 1) {
      const column = mirroredX ? width - 1 - x : x;
      data[y * width + x] =
        picture.data[swapped ? column * picture.width + row : row * picture.width + column] ?? 0;
    }
  }
  return { width, height, data };
}

/** Where a window of a picture lies once the picture is turned. */
export function turnedWindow(window: Window, { swapped, mirroredX, mirroredY }: Turn): Window {
  const { x, y, width, height } = swapped
    ? { x: window.y, y: window.x, width: window.height, height: window.width }
    : window;
  return {
    x: mirroredX ? 1 - x - width : x,
    y: mirroredY ? 1 - y - height : y,
    width,
    height,
  };
}
