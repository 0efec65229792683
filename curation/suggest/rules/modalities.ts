/** Words that name how a picture was made. */

interface ModalityRule {
  readonly id: string;
  readonly modality: 'X-ray' | 'CT' | 'MRI' | 'Ultrasound' | 'PET';
  readonly pattern: RegExp;
  readonly examples: readonly string[];
  readonly counterexamples: readonly string[];
}

export const modalityRules: readonly ModalityRule[] = [
  {
    id: 'modality-x-ray',
    modality: 'X-ray',
    pattern:
      /\b(?:x-?\s?rays?|xay|(?:chest )?radiographs?|radiography|radiograms?|roentgenogram|plain film|chest films?|CXRs?|RX|radiografi[ae]|radiogramma|supine (?:projection|study))(?![a-z])/gi,
    examples: ['Chest X-ray showed', 'CXR on admission', 'Posteroanterior radiograph', 'RX torace'],
    counterexamples: ['radiographic guidance', 'therapy: amoxicillin'],
  },
  {
    id: 'modality-ct',
    modality: 'CT',
    pattern:
      /\b(?:HRCT|NECT|CECT|CTPA|CT(?! value| head| perfusion)|computed tomograph\w+|computeri[sz]ed tomograph\w+|lung window|mediastinum window|TAC|TC(?= (?:torace|del torace|del)))\b/g,
    examples: ['CT axial view, lung window', 'Chest CT in convalescent stage', 'TC del torace'],
    counterexamples: ['a Ct value of 22.8', 'CTLA4'],
  },
  {
    id: 'modality-mri',
    modality: 'MRI',
    pattern: /\b(?:MRI|magnetic resonance)\b/g,
    examples: ['MRI of the chest'],
    counterexamples: ['MRSA'],
  },
  {
    id: 'modality-ultrasound',
    modality: 'Ultrasound',
    pattern: /\b(?:ultrasound|ultrasonograph\w+|sonograph\w+|ecografia)\b/gi,
    examples: ['Lung ultrasound shows B-lines'],
    counterexamples: ['sound'],
  },
];

/** Repositories that hold one kind of picture only, by their address: the source's own description says so. */
export const modalityOfSource: readonly (readonly [RegExp, 'X-ray' | 'CT', string])[] = [
  [/ml-workgroup\/covid-19-image-repository/, 'X-ray', 'this repository holds chest radiographs only'],
  [/coronacases\.org/, 'CT', 'coronacases.org holds chest CT only'],
];
