import type { View } from '../../../data/vocabulary/views.ts';
import { allMatches } from '../patterns/all-matches.ts';

/** Projection or plane, as a token of a file name. */

export interface FileView {
  readonly view: View;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

const fileTokens: readonly [RegExp, View, number][] = [
  [/^(?:APS|APsupine|supine)$/i, 'AP Supine', 0.92],
  [/^PA$/i, 'PA', 0.95],
  [/^AP$/i, 'AP', 0.85],
  [/^(?:L|LL|LAT|lateral)$/i, 'L', 0.93],
  [/^axial$/i, 'Axial', 0.92],
  [/^coronal$/i, 'Coronal', 0.92],
  [/^sagittal$/i, 'Sagittal', 0.92],
];
/** What may still follow the view in a name: `-pa-on-admission`, `-AP-1-1`, `-L-2`. */
const mayFollow = /^(?:(?:[-_.\s](?:on|at|admission|presentation|day|\d{1,3}|[a-d]))){0,4}$/i;

/**
 * The view that a file name states as a token of its own: `...-day0-PA.jpg`, `covid-19-caso-70-2-APS.jpg`. A lone
 * lower-case `l` needs a `pa` or `ap` brother (`hasFrontalBrother`): publishers write it for "large".
 */
export function viewOfFile(file: string, hasFrontalBrother: boolean): FileView | null {
  const stem = file.slice(0, 300).replace(/\.(?:jpe?g|png|gif|tiff?|webp|dcm)$/i, '');
  const tokens = allMatches(stem, /[A-Za-z0-9]{1,20}/g)
    .slice(-6)
    .reverse();
  for (const token of tokens) {
    const hit = fileTokens.find(([pattern]) => pattern.test(token[0]));
    if (!hit) continue;
    const [start, end] = [token.index, token.index + token[0].length];
    const before = stem.charAt(start - 1);
    if (!/[-_.\s]/.test(before) || !mayFollow.test(stem.slice(end))) continue;
    if (/^l$/.test(token[0]) && !hasFrontalBrother) continue;
    if (/^L$/i.test(token[0]) && /[-_]g\d{3}-$/i.test(stem.slice(0, start))) continue;
    return { view: hit[1], start, end, confidence: hit[2] };
  }
  return null;
}
