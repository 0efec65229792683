import type { View } from '../../../data/vocabulary/views.ts';
import { bracketedLabels, type Label } from '../labels.ts';

/** Projection or plane, as words of a caption or as a token of a file name. */

export interface StatedView {
  readonly view: View;
  readonly start: number;
  readonly end: number;
  /** Panels it is said of: "Axial (a,b), sagittal (c)". Empty: the sentence's own. */
  readonly labels: readonly Label[];
  readonly confidence: number;
  readonly rule: string;
}

interface ViewRule {
  readonly id: string;
  readonly view: View;
  readonly pattern: RegExp;
  readonly confidence: number;
  readonly examples: readonly string[];
  readonly counterexamples: readonly string[];
}

const film =
  '(?:chest|radiograph|x-?\\s?rays?|CXR|film|view|projection|RX|torace|portable|bedside|plain|study|position|erect|supine|standing)';

export const viewRules: readonly ViewRule[] = [
  {
    id: 'view-ap-supine',
    view: 'AP Supine',
    confidence: 0.93,
    pattern: new RegExp(
      `\\b(?:AP[\\s-]{1,2}supine|supine[\\s-]{1,2}(?:AP|antero-?posterior|${film})|antero-?posterior[\\s,(-]{1,3}supine|(?:in|on) (?:the )?supine (?:position|decubitus)|supino|supina|clinostatismo)\\b`,
      'gi',
    ),
    examples: [
      'AP supine portable CXR:',
      'Supine study.',
      '(although a supine projection)',
      'RX torace in clinostatismo',
    ],
    counterexamples: ['The patient lay supine.'],
  },
  {
    id: 'view-ap-erect',
    view: 'AP Erect',
    confidence: 0.9,
    pattern:
      /\b(?:AP[\s-]{1,2}(?:erect|upright|sitting|semi-?erect)|(?:erect|upright|sitting)[\s-]{1,2}AP)\b/gi,
    examples: ['AP erect chest radiograph', 'upright AP film'],
    counterexamples: ['PA erect chest radiograph'],
  },
  {
    id: 'view-ap',
    view: 'AP',
    confidence: 0.9,
    pattern: new RegExp(
      `\\b(?:antero-?posterior(?!\\s(?:diameter|direction|extent))|antero-?posteriore|A-?P(?=[\\s-]{1,2}(?:\\w+[\\s-]){0,2}?${film})|AP (?:in bed|bedside)|(?:proiezione|radiograph|x-?\\s?ray|RX|film|CXR|chest|projection) (?:(?:in|in the) )?AP)\\b`,
      'gi',
    ),
    examples: [
      'AP chest radiograph at presentation',
      'Initial anteroposterior chest radiograph shows',
      'Chest X-ray (AP in bed).',
      'An initial radiograph (anteroposterior view) of the chest',
      'AP bedside chest X-ray.',
      'Radiograph in AP performed at the bed',
    ],
    counterexamples: ['anteroposterior diameter of 3 cm', 'PA and lateral views'],
  },
  {
    id: 'view-pa',
    view: 'PA',
    confidence: 0.93,
    pattern: new RegExp(
      `\\b(?:postero-?anterior|postero-?anteriore|P-?A(?=[\\s-]{1,2}(?:(?:and lateral|\\w+)[\\s-]{1,2}){0,2}?${film})|proiezione PA)\\b`,
      'gi',
    ),
    examples: [
      'Posteroanterior chest radiograph of patient 1',
      'PA and lateral chest radiographs show',
      'PA view of the chest',
    ],
    counterexamples: ['lived in PA, USA', 'PA pressure was raised on the chart'],
  },
  {
    id: 'view-lateral',
    view: 'L',
    confidence: 0.85,
    pattern:
      /\b(?:lateral[\s-]{1,2}(?:chest[\s-]{1,2})?(?:views?|radiographs?|x-?\s?rays?|CXR|films?|projection)|latero-?laterale)\b/gi,
    examples: ['Lateral chest radiograph shows', 'lateral view of the chest'],
    counterexamples: ['lateral segment of the right lower lobe', 'bilateral chest infiltrates'],
  },
  {
    id: 'view-axial',
    view: 'Axial',
    confidence: 0.92,
    pattern: /\b(?:axial|transverse|transaxial|assiale|assiali)\b(?!\s(?:spondyl|skeleton))/gi,
    examples: [
      'Axial CT shows multilobar ground-glass opacities',
      'CT axial view, lung window',
      'Transverse CT scan',
    ],
    counterexamples: ['spondylitis of the lumbar spine'],
  },
  {
    id: 'view-coronal',
    view: 'Coronal',
    confidence: 0.93,
    pattern: /\b(?:coronal|coronale|coronali)\b/gi,
    examples: ['coronal NECT lung window', 'Coronal reformats'],
    counterexamples: ['coronary artery disease'],
  },
  {
    id: 'view-sagittal',
    view: 'Sagittal',
    confidence: 0.93,
    pattern: /\b(?:sagitt?al|sagittale|sagittali)\b/gi,
    examples: ['sagittal reconstruction'],
    counterexamples: ['segmental'],
  },
];

const mayHold =
  /\bA-?P\b|\bP-?A\b|poster|supin|erect|upright|sitting|lateral|axial|transverse|coronal|sagit|assial|clinost/i;

/** Views of a sentence; "supine" makes an AP of the same words lying. */
export function viewsIn(words: string): StatedView[] {
  if (!mayHold.test(words)) return [];
  const labels = bracketedLabels(words);
  const found: StatedView[] = [];
  for (const rule of viewRules) {
    for (const match of words.matchAll(rule.pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && end > other.start)) continue;
      const cardiac = rule.view === 'Axial' && /diameter/i.test(words.slice(end, end + 12));
      if (cardiac) continue;
      const own = labels.find((label) => label.start >= end && label.start - end <= 2);
      found.push({
        view: rule.view,
        start,
        end,
        labels: own?.labels ?? [],
        confidence: rule.confidence,
        rule: rule.id,
      });
    }
  }
  // "AP chest radiograph, supine": one film, lying.
  const lying = found.find(({ view }) => view === 'AP Supine');
  return lying ? found.filter(({ view }) => view !== 'AP') : found;
}

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
  const tokens = [...stem.matchAll(/[A-Za-z0-9]{1,20}/g)].slice(-6).reverse();
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
