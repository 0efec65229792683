import { Scanned } from '../patterns/scanned.ts';

/** The diagnosis of a case in the reference's hierarchy, and films that are called normal. */

interface FindingRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly finding: string;
  readonly examples: readonly string[];
  readonly counterexamples: readonly string[];
}

/** The more exact first: the first that matches names the finding. */
export const findingRules: readonly FindingRule[] = [
  {
    id: 'covid-19',
    finding: 'Pneumonia/Viral/COVID-19',
    pattern:
      /(?<![a-z])(?:covid(?:[-_ ]?(?:19|2019))?(?!-free)|SARS[-_ ]?CoV[-_ ]?2|2019[-_ ]?nCoV|(?:novel|new) coronavirus|coronavirus disease(?:[- ]2019)?|vietnam_coronavirus)(?![a-z])/gi,
    examples: [
      'COVID-19 pneumonia',
      'covid-19-pneumonia-24-day6.jpg',
      'positive for SARS-CoV-2',
      '2019-nCoV',
    ],
    counterexamples: ['coronary disease', 'SARS in a 74-year-old man'],
  },
  {
    id: 'mers',
    finding: 'Pneumonia/Viral/MERS-CoV',
    pattern: /(?<![A-Za-z])(?:MERS(?:-CoV)?|Middle East respiratory syndrome)(?![A-Za-z])/g,
    examples: ['MERS-CoV infection'],
    counterexamples: ['summers'],
  },
  {
    id: 'sars',
    finding: 'Pneumonia/Viral/SARS',
    pattern: /(?<![A-Za-z])SARS(?![-_ ]?CoV[-_ ]?2|[-_ ]?VOC|[A-Za-z])/g,
    examples: ['SARS in a 74-year-old man', 'SARS-10.1148rg.242035193-g04mr34g0-Fig8a-day0.jpeg'],
    counterexamples: ['SARS-CoV-2'],
  },
  {
    id: 'h1n1',
    finding: 'Pneumonia/Viral/Influenza/H1N1',
    pattern:
      /(?<![a-z])(?:(?:influenza|flu)[-_ ]?(?:A[-_ ]?)?\(?H1N1\)?|H1N1)(?:[-_ ](?:influenza|virus|viral)){0,2}[-_ ](?:pneumon\w+|infection)|swine[-_ ]flu[-_ ]pneumon\w+/gi,
    examples: ['Influenza A (H1N1) pneumonia', 'H1N1-influenza-pneumonia-2.jpg', 'H1N1 infection'],
    counterexamples: ['H1N1 tests were negative'],
  },
  {
    id: 'influenza',
    finding: 'Pneumonia/Viral/Influenza',
    pattern:
      /\b(?:influenza|H1N1)[- ](?:[AB] )?pneumonia|\bpneumonia (?:due to|caused by|from) (?:influenza|H1N1)/gi,
    examples: ['influenza pneumonia'],
    counterexamples: ['influenza tests were negative'],
  },
  {
    id: 'varicella',
    finding: 'Pneumonia/Viral/Varicella',
    pattern: /\b(?:varicella|chicken ?pox)(?:[- ]zoster)?(?:[- ]virus)?[- ]pneumon\w+/gi,
    examples: ['varicella pneumonia'],
    counterexamples: ['had chickenpox as a child'],
  },
  {
    id: 'herpes',
    finding: 'Pneumonia/Viral/Herpes',
    pattern: /(?<![a-z])(?:herpes(?:[-_ ]simplex)?|HSV(?:-?[12])?)(?:[-_ ]virus)?[-_ ]pneumon\w+/gi,
    examples: ['Herpes pneumonitis', 'herpes-simplex-pneumonia-1.jpg'],
    counterexamples: ['had herpes zoster years ago'],
  },
  {
    id: 'pneumocystis',
    finding: 'Pneumonia/Fungal/Pneumocystis',
    pattern: /(?<![a-z])(?:pneumocystis|PJP|P\.? ?(?:jirovecii?|carinii))(?![a-z])/gi,
    examples: ['pneumocystis-jirovecii-pneumonia-2.jpg', 'pneumocystis jiroveci pneumonia'],
    counterexamples: ['pneumothorax'],
  },
  {
    id: 'streptococcus',
    finding: 'Pneumonia/Bacterial/Streptococcus',
    pattern:
      /(?<![a-z])(?:strep(?:tococcus|tococcal)?[-_ ]pneumonia\w{0,2}|pneumococcal|pneumococcus)(?![a-z])/gi,
    examples: ['streptococcus-pneumoniae-pneumonia-1.jpg', 'pneumococcal-pneumonia-day0.jpg'],
    counterexamples: ['streptococcal pharyngitis'],
  },
  {
    id: 'klebsiella',
    finding: 'Pneumonia/Bacterial/Klebsiella',
    pattern: /(?<![a-z])klebsiella(?![a-z])/gi,
    examples: ['klebsiella-pneumonia-1.jpg'],
    counterexamples: ['Kleb'],
  },
  {
    id: 'legionella',
    finding: 'Pneumonia/Bacterial/Legionella',
    pattern: /(?<![a-z])legionell\w{1,6}[- ](?:pneumon\w+)|legionnaires/gi,
    examples: ['legionella pneumonia'],
    counterexamples: ['legionella antigen was negative'],
  },
  {
    id: 'chlamydophila',
    finding: 'Pneumonia/Bacterial/Chlamydophila',
    pattern: /(?<![a-z])chlamyd(?:ia|ophila)\w{0,3}[-_ ](?:pneumon\w+|psittaci)/gi,
    examples: ['chlamydia-pneumonia-PA.png'],
    counterexamples: ['chlamydia urethritis'],
  },
  {
    id: 'mycoplasma',
    finding: 'Pneumonia/Bacterial/Mycoplasma',
    pattern: /(?<![a-z])mycoplasma(?:l)?[-_ ]pneumon\w+/gi,
    examples: ['mycoplasma-pneumonia-2.jpg'],
    counterexamples: ['mycoplasma hominis'],
  },
  {
    id: 'nocardia',
    finding: 'Pneumonia/Bacterial/Nocardia',
    pattern: /(?<![a-z])(?:pulmonary[-_ ])?nocardi(?:a|osis)(?![a-z])/gi,
    examples: ['pulmonary nocardiosis'],
    counterexamples: ['cardiac'],
  },
  {
    id: 'mrsa',
    finding: 'Pneumonia/Bacterial/Staphylococcus/MRSA',
    pattern:
      /(?<![a-z])(?:(?:staph(?:ylococcus|ylococcal)?(?:[-_ ]aureus)?[-_ ])?\(?MRSA\)?[-_ ]pneumon\w+|methicillin[-_ ]resistant[-_ ]staph\w+(?:[-_ ]aureus)?[-_ ]pneumon\w+)/gi,
    examples: ['Staphylococcus aureus (MRSA) pneumonia', 'mrsa-pneumonia-1'],
    counterexamples: ['MRSA screening was negative'],
  },
  {
    id: 'staphylococcus',
    finding: 'Pneumonia/Bacterial/Staphylococcus',
    pattern: /(?<![a-z])(?:staph(?:ylococc(?:us|al))?|S\.)(?:[-_ ]aureus)?[-_ ]pneumonia(?![a-z])/gi,
    examples: ['staphylococcal pneumonia', 'S. aureus pneumonia'],
    counterexamples: ['staphylococcal skin infection'],
  },
  {
    id: 'e-coli',
    finding: 'Pneumonia/Bacterial/E.Coli',
    pattern: /(?<![a-z])(?:E\.?[-_ ]?coli|escherichia[-_ ]coli)[-_ ]pneumonia(?![a-z])/gi,
    examples: ['E. coli pneumonia', 'escherichia-coli-pneumonia-3.jpg'],
    counterexamples: ['E. coli urinary infection'],
  },
  {
    id: 'aspergillosis',
    finding: 'Pneumonia/Fungal/Aspergillosis',
    pattern: /(?<![a-z])aspergill(?:osis|us)(?![a-z])/gi,
    examples: ['invasive aspergillosis'],
    counterexamples: ['Asperger'],
  },
  {
    id: 'lipoid',
    finding: 'Pneumonia/Lipoid',
    pattern: /(?<![a-z])lipoid[-_ ]pneumonia/gi,
    examples: ['lipoid-pneumonia-4'],
    counterexamples: ['lipid panel'],
  },
  {
    id: 'aspiration',
    finding: 'Pneumonia/Aspiration',
    pattern: /(?<![a-z])aspiration[-_ ]pneumon\w+/gi,
    examples: ['aspiration pneumonia'],
    counterexamples: ['needle aspiration'],
  },
  {
    id: 'tuberculosis',
    finding: 'Tuberculosis',
    pattern: /(?<![a-z])(?:tuberculosis|pulmonary TB)(?![a-z])/gi,
    examples: ['post-primary tuberculosis'],
    counterexamples: ['tuberous sclerosis'],
  },
  {
    id: 'pneumonia',
    finding: 'Pneumonia',
    pattern:
      /(?<![a-z])(?:(?:lobar|acute|community[- ]acquired)[-_ ])?pneumonia(?![a-z])|ARDS|acute[-_ ]respiratory[-_ ]distress/gi,
    examples: ['pneumonia-7.jpg', 'ARDSSevere.png'],
    counterexamples: ['pneumothorax'],
  },
];

/** Whether a text can name any finding; most sentences do not. */
export const mayNameFinding = new Scanned(
  /covid|sars|ncov|corona|mers|middle east|influenza|h1n1|swine|herpes|hsv|staph|mrsa|methicillin|aureus|coli|varicella|chicken|pneumo|pjp|jirovec|carinii|strep|klebs|legion|chlamyd|mycoplasma|nocard|aspergil|lipoid|aspiration|tubercul|TB|ards|acute/i,
);

/** Films called normal as a whole; "no pleural effusion" alone is no normal film. */
export const normalFilm =
  /\b(?:(?:no|without) (?:abnormal(?:ity|ities)? findings?|abnormalit(?:y|ies)|(?:acute |significant )?(?:thoracic|intrathoracic|cardiopulmonary|pulmonary|radiographic|pleuro-parenchymal)[\w -]{0,30}? (?:abnormalit(?:y|ies)|process|outbreaks)|significant findings|initial radiographic abnormalities)|(?:normal|unremarkable|negative|clear) (?:chest )?(?:x-?ray|radiograph|film|CXR|appearances?|examination|findings|study)|(?:x-?ray|radiograph|radiography|film|CXR|examination|lungs?|chest) (?:was|were|is|are|remained|showed|appears?)? ?(?:entirely |completely |within |in )?(?:unremarkable|clear|normal(?! (?:size|volume|cardio|heart))|(?:the )?(?:normal )?limits|no abnormalit(?:y|ies))|(?:lungs?|lung fields|pleural (?:spaces?|cavit(?:y|ies)))(?: (?:and|&) (?:the )?(?:lungs?|lung fields|pleural (?:spaces?|cavit(?:y|ies))|heart|hila|mediastinum))?(?: (?:are|is|were|was|remain(?:ed)?|appear(?:s|ed)?|look(?:s|ed)?|both))? (?:both |entirely |completely )?(?:clear|normal(?! (?:size|volume|cardio|heart))|unremarkable)|clear lungs(?! bases?)|no active (?:lung|chest|pulmonary) (?:disease|lesion)s?|(?:campi polmonari|polmoni) (?:liberi|nella norma|indenni)|within (?:the )?(?:normal limits|limits of (?:the )?norm)|radiografia (?:del torace )?(?:negativa|nella norma)|nei limiti della norma|^unremarkable\b)/i;

/** Something is seen after all: then the film is not called normal. */
export const abnormalFilm =
  /\b(?:opacit(?:y|ies)|opacification|consolidations?|infiltrat\w+|ground[- ]glass|GGOs?|thickening|effusion (?:is|was|at|in|on)|pneumothorax (?:is|was)|increased|subtle|worsening|progressi\w+|however|retrospect|in both|shadow\w*)\b/i;
