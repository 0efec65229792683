/**
 * Which curated cells a row's own words state: the measure of recall. Deliberately broad words, apart from
 * the rules: a cell that these words stand beside and no rule read is missed.
 */

const patterns: Readonly<Record<string, RegExp>> = {
  offset:
    /\bday[- ]?\d|\bday (?:one|two|three|four|five|six|seven|eight|nine|ten)|\d[- ]?days?\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)[- ](?:days?|weeks?)|\d[- ](?:weeks?|hours?)\b|a week|few days|(?:second|third|fourth|fifth|sixth|seventh|eighth|\dnd|\drd|\dth) day|admission|presentation|on arrival|baseline|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b/i,
  sex: /\b(?:male|female|man|woman|men|women|boy|girl|gentleman|lady|\d{2}\s?[MF])\b/i,
  age: /\b(?:\d{1,3}|[a-z]{3,7}ty(?:-\w{3,5})?)[\s-]{1,3}(?:years?|yr|y)s?[\s-]{1,2}(?:old|of age)|\b\d{2}[MF]\b|(?:patient|man|woman|male|female),? (?:of |aged )?\d{2}\b/i,
  survival: /\bdied\b|passed away|\bdeath\b|deceased|\bdischarged\b|discharge home|recover(?:ed|y)\b/i,
  intubated: /intubat|\bventilat|\bETT\b|\bET tube|endotracheal/i,
  intubation_present: /intubat|mechanical ventilation|\bETT\b|\bET tube|endotracheal/i,
  went_icu: /\bICU\b|\bITU\b|intensive care|critical care|resuscitation/i,
  in_icu:
    /\bICU\b|\bITU\b|intensive care|critical care|resuscitation|\bETT\b|\bET tube|endotracheal|intubated/i,
  needed_supplemental_O2:
    /supplement\w{0,12} (?:oxygen|O2)|oxygen (?:therapy|support|supplement|via|mask|through|was)|nasal cannula|\bmask\b|rebreather|high[- ]flow/i,
  extubated: /extubat/i,
  // Bare "PCR" is C-reactive protein in Italian texts.
  RT_PCR_positive:
    /RT-?\s?PCR|polymerase|swab|nucleic acid|tested (?:positive|negative)|SARS-CoV-2 (?:test|RNA)|(?:with|positive|real-time|for COVID[^.]{0,20}) PCR|PCR (?:test|result|for)/i,
  temperature:
    /\b3[5-9](?:[.,·]\d)?\s?°?\s?C\b|\b40(?:[.,]\d)?\s?°?\s?C\b|\b\d{2,3}(?:\.\d)?\s?°\s?F|\b3[5-9](?:[.,·]\d)?\s?°/i,
  pO2_saturation:
    /saturat\w{0,12}[^.]{0,30}\d{2}\s?%|SpO2[^.]{0,12}\d{2}|\d{2}\s?% pO2|O2 ?sat[^.]{0,10}\d{2}|pO ?2[^.]{0,8}\d{2}\s?%/i,
  leukocyte_count: /(?:WBC|white (?:blood )?cells?|white-cell|leu[ck]ocyte)[^.%]{0,25}\d/i,
  neutrophil_count: /neutrophil[^.%]{0,20}\d[\d.·]{0,5}\s?[×x]/i,
  lymphocyte_count: /lympho[^.%]{0,25}\d[\d.·]{0,5}\s?(?:[×x]|cells)/i,
  view: /\bP-?A\b|\bA-?P\b|postero-?anterior|antero-?posterior|\blateral (?:view|radiograph|chest)|supine|\baxial\b|\bcoronal\b|[-_](?:PA|AP|APS|L|pa|ap)(?:[-_.]|$)/,
  modality: /x-?\s?ray|radiograph|radiogram|\bCXR\b|\bRX\b|chest film|\bCT\b|tomography|\.nii/i,
  finding: /covid|sars|mers|pneumo|influenza|coronavirus/i,
};

/** Whether a row's own words (notes, file name, address) speak of a field at all. */
export const statesField = (field: string, words: string): boolean => patterns[field]?.test(words) === true;
