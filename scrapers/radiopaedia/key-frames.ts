import type { Series, StackFrame } from './record.ts';

/** Stacks of more frames give their key image only, unless all frames are asked for. */
export const LONGEST_STACK = 40;

/** Frames of one stack that share plane and window: a case tells them apart as a series each. */
export interface StackPart {
  readonly frames: readonly StackFrame[];
}

/** The parts of a stack in the order of their first frames. */
export const partsOf = ({ frames }: Series): StackPart[] => {
  const parts = new Map<string, StackFrame[]>();
  for (const frame of frames) {
    const key = JSON.stringify([frame.perspective, frame.specifics]);
    parts.set(key, [...(parts.get(key) ?? []), frame]);
  }
  return [...parts.values()].map((part) => ({ frames: part }));
};

/**
 * The frames of a stack that are worth a request: all of a short one; of a long one the author's key image of the
 * stack, else of the case, else the middle frame.
 */
export const wantedFrames = (series: Series, allFrames: boolean): StackFrame[] => {
  const { frames } = series;
  if (allFrames || frames.length <= LONGEST_STACK) return frames;
  const key =
    frames.find((frame) => frame.stackKey) ??
    frames.find((frame) => frame.caseKey) ??
    frames[Math.floor(frames.length / 2)];
  return key ? [key] : [];
};
