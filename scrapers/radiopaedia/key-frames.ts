import type { Series, StackFrame } from './record.ts';

/** Stacks of more frames give their key image only, unless all frames are asked for. */
export const LONGEST_STACK = 40;

/**
 * The frames of a series that are worth a request: all of a short one; of a long one the author's key image of the
 * stack, else of the case, else the middle frame. The number beside each frame is its place in the stack, from 0.
 */
export const wantedFrames = (series: Series, allFrames: boolean): { frame: StackFrame; index: number }[] => {
  const numbered = series.frames.map((frame, index) => ({ frame, index }));
  if (allFrames || numbered.length <= LONGEST_STACK) return numbered;
  const key =
    numbered.find(({ frame }) => frame.stackKey) ??
    numbered.find(({ frame }) => frame.caseKey) ??
    numbered[Math.floor(numbered.length / 2)];
  return key ? [key] : [];
};
