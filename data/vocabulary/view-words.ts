import type { View } from './views.ts';

/** How a view is called in a few words of its own: a page's field, words that a person selected. */
const viewWords: readonly [RegExp, View][] = [
  [/\b(?:ap|antero-?posterior)\b.{0,20}\b(?:supine|lying|recumbent)\b|\bsupine\b/, 'AP Supine'],
  [/\b(?:ap|antero-?posterior)\b.{0,20}\b(?:erect|upright|sitting|semi-?erect|standing)\b/, 'AP Erect'],
  [/\b(?:pa|p-a|postero-?anterior)\b/, 'PA'],
  [/\b(?:ap|a-p|antero-?posterior)\b/, 'AP'],
  [/\blateral\b(?! decubitus)/, 'L'],
  [/\b(?:axial|transaxial)\b/, 'Axial'],
  [/\bcoronal\b/, 'Coronal'],
  [/\bsagittal\b/, 'Sagittal'],
];

/** The view that the words name; `Frontal` alone says neither PA nor AP and gives null. */
export const viewOf = (words: string): View | null => {
  const plain = words.toLowerCase();
  return viewWords.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
};
