/**
 * Views of the reference collection: projections of a radiograph and planes of a volume. The CSV's readers
 * compare them literally, so the spelling is fixed.
 */
export const views = [
  { name: 'PA', kind: 'projection', frontal: true, meaning: 'posteroanterior, patient standing' },
  { name: 'AP', kind: 'projection', frontal: true, meaning: 'anteroposterior, position not stated' },
  { name: 'AP Supine', kind: 'projection', frontal: true, meaning: 'anteroposterior, patient lying' },
  {
    name: 'AP Erect',
    kind: 'projection',
    frontal: true,
    meaning: 'anteroposterior, patient sitting or standing',
  },
  { name: 'L', kind: 'projection', frontal: false, meaning: 'lateral' },
  { name: 'Axial', kind: 'plane', frontal: false, meaning: 'axial plane' },
  { name: 'Coronal', kind: 'plane', frontal: false, meaning: 'coronal plane' },
  { name: 'Sagittal', kind: 'plane', frontal: false, meaning: 'sagittal plane' },
] as const;

export type View = (typeof views)[number]['name'];
export const viewNames: readonly View[] = views.map((view) => view.name);
export const isFrontal = (view: string): boolean =>
  views.some((known) => known.name === view && known.frontal);

/** Views that the reference's paper counts as frontal films; AP Erect came into the table after it. */
export const filmsOfPaper: readonly View[] = ['PA', 'AP', 'AP Supine'];
