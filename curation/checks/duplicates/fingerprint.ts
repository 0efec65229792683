import { PERCEPTUAL_WORDS, perceptualHashes } from './perceptual-hash.ts';
import { cut, equalised, type GreyPicture, insideFrame, WHOLE, type Window } from './picture.ts';
import { type Turn, turns, UPRIGHT } from './turn.ts';

/**
 * The fingerprint of a picture: hashes of the picture as it is and inside its frames (`bases`), of what is
 * left of it when a little is cut off (`parts`), and of the bases mirrored and turned. A copy that was cropped by a few
 * percent, framed, resized, turned, compressed again or given another window matches one of them closely, so that the
 * search can stay narrow.
 */
export interface Fingerprint {
  /** Windows of the upright hashes, in fractions of the whole picture; the bases come first. */
  readonly windows: readonly Window[];
  readonly bases: number;
  /** `PERCEPTUAL_WORDS` words a window, then as many for each base and way to turn it, in the order of `turns`. */
  readonly words: Uint32Array;
}

/** Raised when windows or hashes change: cached fingerprints of another version are made anew. */
export const FINGERPRINT_VERSION = 2;

const EDGE = 0.05;
const inner = (margin: number): Window => ({
  x: margin,
  y: margin,
  width: 1 - 2 * margin,
  height: 1 - 2 * margin,
});
const without = (left: number, top: number, right: number, bottom: number): Window => ({
  x: left,
  y: top,
  width: 1 - left - right,
  height: 1 - top - bottom,
});

/** Parts that crops leave: all sides by 2.5, 5 and 10 %, one side or two meeting sides by 5 %. */
const partWindows: readonly Window[] = [
  inner(0.025),
  inner(0.05),
  inner(0.1),
  without(0, 0, EDGE, EDGE),
  without(EDGE, 0, 0, EDGE),
  without(0, EDGE, EDGE, 0),
  without(EDGE, EDGE, 0, 0),
  without(EDGE, 0, 0, 0),
  without(0, 0, EDGE, 0),
  without(0, EDGE, 0, 0),
  without(0, 0, 0, EDGE),
];

/** The window of a window. */
const within = (outer: Window, part: Window): Window => ({
  x: outer.x + part.x * outer.width,
  y: outer.y + part.y * outer.height,
  width: part.width * outer.width,
  height: part.height * outer.height,
});

/** The pixels of a window, at least one. */
export function windowOf(picture: GreyPicture, window: Window): GreyPicture {
  const left = Math.min(picture.width - 1, Math.round(window.x * picture.width));
  const top = Math.min(picture.height - 1, Math.round(window.y * picture.height));
  const width = Math.max(1, Math.min(picture.width - left, Math.round(window.width * picture.width)));
  const height = Math.max(1, Math.min(picture.height - top, Math.round(window.height * picture.height)));
  return cut(picture, left, top, width, height);
}

const sameWindow = (a: Window, b: Window): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** Makes the fingerprint of a grey picture (`grayPicture`). Pure. */
export function fingerprintOf(picture: GreyPicture): Fingerprint {
  const frames: Window[] = [];
  for (const frame of [WHOLE, insideFrame(picture, 1), insideFrame(picture, 2)]) {
    if (!frames.some((known) => sameWindow(known, frame))) frames.push(frame);
  }
  const pictures = frames.map((frame) => equalised(windowOf(picture, frame)));
  const windows = [...frames];
  const ofBases = pictures.map((base) => perceptualHashes(base, [UPRIGHT, ...turns]));
  const hashes = ofBases.flatMap(([upright]) => upright ?? []);
  // Parts of the innermost picture and, where a frame was found, of the whole: the frame may be part of the film.
  for (const at of new Set([frames.length - 1, 0])) {
    const [frame, base] = [frames[at], pictures[at]];
    if (!frame || !base) continue;
    for (const part of partWindows) {
      windows.push(within(frame, part));
      hashes.push(...perceptualHashes(base, [UPRIGHT], part));
    }
  }
  hashes.push(...ofBases.flatMap(([, ...others]) => others));
  const words = new Uint32Array(hashes.length * PERCEPTUAL_WORDS);
  hashes.forEach((hash, index) => {
    words.set(hash, index * PERCEPTUAL_WORDS);
  });
  return { windows, bases: frames.length, words };
}

/** The window that a hash of a fingerprint is of, and how the picture was turned for it. */
export function hashAt({ windows, bases }: Fingerprint, hash: number): { window: Window; turn: Turn } {
  const beyond = hash - windows.length;
  return beyond < 0
    ? { window: windows[hash] ?? WHOLE, turn: UPRIGHT }
    : {
        window: windows[Math.min(bases - 1, Math.floor(beyond / turns.length))] ?? WHOLE,
        turn: turns[beyond % turns.length] ?? UPRIGHT,
      };
}
