import { Scanned } from '../patterns/scanned.ts';

/** Words by which a sentence speaks of a film, whichever film that is. */

/** Words for a radiograph, scan or figure, English and the Italian of SIRM. */
export const filmWords = new Scanned(
  /\b(?:[Xx]-?\s?[Rr]ays?|[Xx]ay|[Rr]adiographs?|[Rr]adiograph(?:y|ic)|[Rr]adiograms?|[Rr]adiological|[Rr]oentgenogram|[Ff]ilms?|[Pp]rojections?|CXR|cxr|RX|CT|HRCT|TAC|TC|[Tt]omography|[Ss]cans?|[Ii]maging|[Ii]mages?|[Pp]ictures?|[Ff]igs?\.?|[Ff]igures?|[Pp]anels?|[Rr]adiografia|[Rr]adiogramma|[Ff]ollow-up)\b/,
);

/** Words that only stand with a radiograph or scan. */
export const radiologyWords = new Scanned(
  /\b(?:x-?\s?rays?|xay|radiograph\w*|radiogram\w*|radiolog\w*|roentgen\w*|films?|CXR|RX|HRCT|CT|TAC|TC|tomogra\w*|MRI|magnetic resonance|portable|supine|semi-?erect|erect|AP|PA|axial|coronal|sagittal|assiale|ultraso\w*|sonogra\w*|lungs?|chest|thora\w*|radiografia|torace)\b/i,
);

/** What films show: a sentence of findings is about a film that it does not name. */
export const shownWords = new Scanned(
  /\b(?:opacit(?:y|ies)|opacification|shadow(?:s|ing)|consolidations?|infiltrat(?:es?|ion)|ground[- ]?glass|GGOs?|haziness|lung fields?|costophrenic|hemithorax|pleural effusion|thickenings?|addensament[oi])\b/i,
);
/** `Day 4: bilateral consolidations`: a note that begins with its day is that day's film. */
export const dayFirst =
  /^(?:(?:hospital\s|illness\s|disease\s|symptom\s|admission\s|post-?op(?:erative)?\s)?day\s?#?\s?\d{1,3}\b|(?:HD|POD|D)\s?[#+]?\d{1,2}\b)/i;
