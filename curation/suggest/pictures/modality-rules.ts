import type { Case } from '../../../data/format/case.ts';
import { clauseOf } from '../clauses/cut.ts';
import { classOf } from '../clauses/parts.ts';
import { tokensOf } from '../clauses/tokens.ts';

/** Words that name how a picture was made. */

export type Modality = NonNullable<Case['images'][number]['modality']['value']>;

interface ModalityRule {
  readonly id: string;
  readonly modality: Modality;
  readonly pattern: RegExp;
  readonly examples: readonly string[];
  readonly counterexamples: readonly string[];
}

export const modalityRules: readonly ModalityRule[] = [
  {
    id: 'modality-x-ray',
    modality: 'X-ray',
    pattern:
      /\b(?:x-?\s?rays?|xay|(?:chest )?radiographs?|radiography|radiograms?|roentgenograms?|(?<!(?:blood|tear|thick|thin|smear|plastic|food) )films?(?!\s(?:of (?:mucus|pus|fluid|blood|fibrin|secretions)|badge|forming|crew))|CXRs?|RX|radiografi[ae]|radiogramm[ai]|supine (?:projection|study))(?![a-z])/gi,
    examples: [
      'Chest X-ray showed',
      'CXR on admission',
      'Posteroanterior radiograph',
      'RX torace',
      'Erect PA film',
    ],
    counterexamples: ['radiographic guidance', 'therapy: amoxicillin', 'a film of mucus', 'blood film'],
  },
  {
    id: 'modality-ct',
    modality: 'CT',
    pattern:
      /(?<!PET[-/ ])(?<!SPECT[-/ ])\b(?:HRCT|NECT|CECT|CTPA|CTA|LDCT|CT(?![A-Za-z\d]| value| head| perfusion)|[Cc]omputed tomograph\w+|[Cc]omputeri[sz]ed tomograph\w+|[Ll]ung window|[Mm]ediastin(?:um|al) window|TAC|HRTC|(?:angio-?)?TC(?= (?:torace|del torace|del|ad alta|HR|di|senza|con|in|dopo|al|a)\b))(?![a-z])/g,
    examples: [
      'CT axial view, lung window',
      'Chest CT in convalescent stage',
      'TC del torace',
      'Computed tomography of the chest',
      'angio-TC del torace',
    ],
    counterexamples: ['a Ct value of 22.8', 'CTLA4', 'PET-CT', 'TC 37.5'],
  },
  {
    id: 'modality-mri',
    modality: 'MRI',
    pattern: /\b(?:MRI|[Mm]agnetic resonance|risonanza magnetica|T[12](?:W|-weighted)|FLAIR|DWI)\b/g,
    examples: ['MRI of the chest', 'Cardiac magnetic resonance', 'Axial T2-weighted image'],
    counterexamples: ['MRSA', 'T2 vertebra'],
  },
  {
    id: 'modality-ultrasound',
    modality: 'Ultrasound',
    pattern:
      /\b(?:ultrasounds?|ultrasonograph\w+|sonogra\w+|ecografia|LUS|POCUS|echocardiogra\w+|ecocardiogra\w+)\b/gi,
    examples: ['Lung ultrasound shows B-lines', 'Transthoracic echocardiography, four-chamber view'],
    counterexamples: ['sound'],
  },
  {
    id: 'modality-pet',
    modality: 'PET',
    pattern: /\b(?:PET(?:[-/ ]?CT)?|positron emission tomograph\w+)\b/g,
    examples: ['18F-FDG PET/CT', 'PET-CT shows uptake'],
    counterexamples: ['a pet bird'],
  },
  {
    id: 'modality-nuclear',
    modality: 'Nuclear medicine',
    pattern: /\b(?:scintigra\w+|SPECT(?:[-/ ]CT)?|(?:ventilation[-/ ]perfusion|V\/Q) scans?|bone scans?)\b/gi,
    examples: ['Perfusion scintigraphy', 'V/Q scan'],
    counterexamples: ['prospect'],
  },
  {
    id: 'modality-mammography',
    modality: 'Mammography',
    pattern: /\bmammogra(?:m|ms|phy|fia)\b/gi,
    examples: ['Screening mammogram'],
    counterexamples: ['mammary'],
  },
  {
    id: 'modality-dsa',
    modality: 'DSA',
    pattern:
      /\b(?:DSA|digital subtraction angiogra\w+|(?<!CT[ -])(?:bronchial|pulmonary|catheter) (?:artery )?(?:arteriogra\w+|angiogra(?:m|phy))(?! CT))\b/gi,
    examples: ['Bronchial artery angiography before embolisation', 'DSA'],
    counterexamples: ['CT angiography', 'CT pulmonary angiogram'],
  },
  {
    id: 'modality-fluoroscopy',
    modality: 'Fluoroscopy',
    pattern:
      /\b(?:fluoroscop(?:y|ic images?)|barium (?:swallow|meal|enema)|(?:video)?fluorogra\w+|contrast swallow)\b/gi,
    examples: ['Barium swallow', 'Fluoroscopy of the diaphragm'],
    counterexamples: ['fluorescence'],
  },
  {
    id: 'modality-endoscopy',
    modality: 'Endoscopy',
    pattern:
      /\b(?:bronchoscop(?:y|ic (?:view|image|picture|appearance)s?)|endoscop(?:y|ic (?:view|image|picture)s?)|broncoscopia)\b/gi,
    examples: ['Bronchoscopy: inflamed mucosa', 'Bronchoscopic view of the right main bronchus'],
    counterexamples: ['bronchoscopic lavage'],
  },
  {
    id: 'modality-pathology',
    modality: 'Pathology',
    pattern:
      /\b(?:histolog\w+|histopatholog\w+|photomicrographs?|micrographs?|ha?ematoxylin|H&E|cytolog(?:y|ical smear)|(?:lung|transbronchial|skin) biopsy|biopsy specimen|gross specimen|autopsy specimen|istologi[ac]o?|Gram stain|Grocott|microscop(?:y|ic))\b/gi,
    examples: ['Photomicrograph of the lung biopsy', 'Histology: organising pneumonia', 'H&E, x200'],
    counterexamples: ['pathological fracture'],
  },
  {
    id: 'modality-ecg',
    modality: 'ECG',
    pattern:
      /\b(?:ECGs?|EKGs?|(?:12|twelve)-lead|electrocardiogra(?:m|ms|phy|phic tracing)|elettrocardiogramma)\b/gi,
    examples: ['ECG on admission: sinus tachycardia', '12-lead electrocardiogram'],
    counterexamples: ['ecgonine'],
  },
  {
    id: 'modality-photograph',
    modality: 'Photograph',
    pattern: /\b(?:(?:clinical |bedside |intraoperative )?photo(?:graph)?s?|fotografi[ae])\b/gi,
    examples: ['Photograph of the rash', 'Clinical photo'],
    counterexamples: ['photophobia', 'photomicrograph'],
  },
  {
    id: 'modality-illustration',
    modality: 'Illustration',
    pattern:
      /\b(?:diagram|schematic(?: drawing)?|drawing|timeline|flow ?chart|illustration|graph|curves? of)\b/gi,
    examples: ['Schematic drawing of the circuit', 'Timeline of the illness'],
    counterexamples: ['radiograph', 'paragraphs'],
  },
];

/** Examinations before a mention that are not the picture at hand: "compared with the CT", "no access to the outside CT". */
const elsewhere =
  /\b(?:recent|previous|prior|earlier|older?|subsequent|compar(?:ed|ison) (?:with|to)|than|no|not|without|further|indications? for|suggest\w*|recommend\w*|plan(?:ned)?(?: for)?|request\w*|await\w*|refus\w*|declin\w*|considered|before|until|outside|outpatient|worthy of|examination by|usefulness of|role of|if|precedente|rispetto)\s(?:[\w-]+\s){0,3}$/i;
/** Words behind it that say the same: "HRCT criteria", "CT was not done", "CT (not shown)". */
const elsewhereBehind =
  /^\s?(?:scans?\s|of the (?:chest|thorax)\s|findings\s)?(?:criteria\b|pattern\b|scores?\b|(?:was|were|is|are|had|could)(?: been)? (?:not|never|refused|declined|unavailable|planned|requested|considered|recommended|advised)\b|not (?:done|performed|available|shown)\b|\([^()]{0,30}not shown|[\w, ]{0,40}(?:unavailable\b|not available\b|\(not shown))/i;
const atAnotherTime =
  /\b(?:later|afterwards|follow-?up|subsequent(?:ly)?|repeat(?:ed)?|months? after|weeks? after|years? after|not shown|at home|the same day|next day|following day)\b/i;

/** Whether words name an examination that the picture at hand is not. */
export function isElsewhere(words: string, start: number, end: number): boolean {
  const clause = clauseOf(words, start);
  return (
    elsewhere.test(words.slice(clause.start, start)) ||
    elsewhereBehind.test(words.slice(end, clause.end + 40))
  );
}

/** Whether the clause of a mention puts it at another time than a picture it does not name. */
export function isOfAnotherDay(words: string, start: number): boolean {
  const clause = clauseOf(words, start);
  return atAnotherTime.test(words.slice(clause.start, clause.end));
}

/** How many words may stand before what a clause is about: "On day 3, an unenhanced chest CT showed". */
const LONGEST_LEAD = 8;

/** Whether a part of a sentence is about the examination it names there: it stands at its head, before any verb. */
export function isHead(words: string, start: number): boolean {
  const { start: from } = clauseOf(words, start);
  const lead = tokensOf(words.slice(from, start)).filter(({ mark }) => !mark);
  if (lead.length > LONGEST_LEAD || lead.some(({ word }) => classOf(word).finite)) return false;
  // "On day 3 a CT"; but "cysts better seen on CT".
  const adverbial = classOf(lead[0]?.word ?? '').preposition;
  return adverbial || !lead.some(({ word }) => classOf(word).preposition);
}

/** Told of the course: "CT was performed", "CT angiogram was negative". */
const told = /^(?:\s[\w-]{1,20}){0,4}?\s(?:was|were|had been|è stata|risultava)\s/i;

/** Whether an examination is told of as something done, not shown. */
export const isToldOf = (words: string, end: number): boolean => told.test(words.slice(end, end + 80));

/** Repositories that hold one kind of picture only, by their address: the source's own description says so. */
export const modalityOfSource: readonly (readonly [RegExp, 'X-ray' | 'CT', string])[] = [
  [/ml-workgroup\/covid-19-image-repository/, 'X-ray', 'this repository holds chest radiographs only'],
  [/coronacases\.org/, 'CT', 'coronacases.org holds chest CT only'],
];
