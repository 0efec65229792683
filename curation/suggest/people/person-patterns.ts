import { numberWords } from '../words/numbers.ts';
import type { PersonPattern } from './person-pattern.ts';
import { femaleItalian, italianPersons } from './person-patterns-italian.ts';

/** How sentences state a person's sex and age: nouns, ages and labels. */

const females =
  'female|woman|women|lady|girl|mother|wife|sister|daughter|grandmother|aunt|paziente di sesso femminile|donna|ragazza|bambina|signora|femmina';
const males =
  'male|man|men|gentleman|boy|father|husband|brother|son|grandfather|uncle|paziente di sesso maschile|uomo|ragazzo|bambino|signore|maschio';
const nouns = `${females}|${males}`;
const femaleEnglish = new RegExp(`^(?:${females}|F|femminile|Mrs|Ms|Miss)$`, 'i');
/** Whether a noun or letter is a woman's. */
export const isFemaleNoun = (noun: string): boolean => femaleEnglish.test(noun) || femaleItalian.test(noun);

const years = '(?:years?|yrs?|y\\/?o\\b|y\\.\\s?o\\b\\.?|ys?)';
/** A count of these is an age only where it says "old": "three weeks before surgery, the man" is none. */
const shorter = '(?:months?|weeks?|days?)';
const number = `(?:${numberWords})`;
/** Words that begin another phrase: what stands behind them is not the noun of the age. */
const another =
  'before|after|ago|later|prior|earlier|since|following|history|whose|who|which|that|and|with|without|of|in|on|at|for|from|to|by|the|an?|his|her|their|this|was|were|is|had|has|he|she|it|when|while|until|but';
/** Words between an age and its noun: "previously healthy", "immunocompromised". */
const filler = `(?:(?!(?:${another})\\b)[\\w’'/-]{1,24}[\\s,]{1,3}){0,5}?`;
/** A label begins a line or a part of its own: "mother's age" is none. */
const begins = "(?<=^|[.;,|(\\t]\\s{0,3}|\\s{2})(?:patient(?:[’']s)?\\s)?";
const parts = '\\s?(?:[:=|\\t]|\\s[-–—]\\s)\\s?';
const letter = 'M|F|males?|females?|man|woman|maschio|femmina|maschile|femminile';

const englishPersons: readonly PersonPattern[] = [
  {
    id: 'age-and-sex-labelled',
    needs:
      /\bage|sex|gender|\d\s?(?:y\w{0,4}\s?)?\/\s?[MF]\b|\b[MF](?:\s?\/|,?\s)\s?\d|male\s?\/|\d\s(?:fe)?male/i,
    pattern: new RegExp(
      `\\bage\\s?(?:[/&,]|and)\\s?(?:sex|gender)${parts}(?<age>\\d{1,3})\\s?(?<unit>${years})?\\s?[/,;\\s-]\\s?(?<noun>${letter})\\b|\\b(?:sex|gender)\\s?(?:[/&,]|and)\\s?age${parts}(?<noun2>${letter})\\s?[/,;\\s-]\\s?(?<age2>\\d{1,3})\\b|(?<![\\w./-])(?<age3>\\d{1,3})\\s?(?:${years})?\\s?\\/\\s?(?<noun3>[MF])(?!\\w|\\/\\d)|(?<![\\w./-])(?<noun4>[MF])\\s?\\/\\s?(?<age4>\\d{1,3})(?![\\w/]|\\.\\d)|\\b(?<noun6>males?|females?)\\s?\\/\\s?(?<age6>\\d{1,3})(?![\\w/])|(?<=:\\s)(?<noun7>[MF]),\\s?(?<age7>\\d{2})(?=[.,;])|(?<=\\b(?:patient|pt|pz)\\s?:\\s)(?<age8>\\d{1,3})\\s(?<noun8>male|female|man|woman)\\b|(?<![\\w./°-]|\\d\\s)(?<noun5>[MF]),?\\s(?<age5>\\d{1,3})\\s?(?:${years})(?!\\w)`,
      'gi',
    ),
    examples: [
      ['Age/Sex: 65/M', 'male', 65],
      ['Sex/age: F/40', 'female', 40],
      ['62/F with fever', 'female', 62],
      ['M/58, smoker', 'male', 58],
      ['M/45. Fever', 'male', 45],
      ['Patient: F, 54 y.', 'female', 54],
      ['Case summary. Male/43.', 'male', 43],
      ['Clinical information: F, 33. Cough.', 'female', 33],
      ['Patient: 65 male, elective repair', 'male', 65],
    ],
  },
  {
    id: 'sex-labelled',
    needs: /sex|gender|sesso|genere/i,
    pattern: new RegExp(
      `${begins}(?:sex|gender|sesso|genere)(?:${parts}|\\s)(?<noun>${letter})(?![\\w/]|\\s\\/)`,
      'gi',
    ),
    examples: [
      ['Sex: F', 'female', null],
      ['Patient gender | male', 'male', null],
      ['Sesso: maschile', 'male', null],
    ],
  },
  {
    id: 'age-labelled',
    needs: /\bage|et[àa](?!\w)/i,
    pattern: new RegExp(
      `${begins}(?:age|et[àa])(?:\\s?(?:\\(\\s?(?:years?|yrs?|y|anni)\\s?\\)|in years))?(?:${parts}|\\s)(?<age>\\d{1,3})(?:[\\s-]{0,2}(?<unit>${years}|${shorter}|anni|mesi))?(?![\\w.]\\d|\\w|\\s?[-–]\\s?\\d)`,
      'gi',
    ),
    examples: [
      ['Age: 65', null, 65],
      ['Age (years): 58', null, 58],
      ['Name: X   Age: 38 years   Gender: Female', null, 38],
      ['Età: 7 mesi', null, 0.58],
    ],
  },
  {
    id: 'n-year-old-noun',
    needs: /year|yr|\d\s?y|old|month/i,
    pattern: new RegExp(
      `\\b(?<age>${number})[\\s-]{0,3}(?:(?<unit>${years})(?:[\\s-]{1,2}(?:of age|olds?)\\b|[\\s-]{1,2}(?=old))?|(?<unit2>${shorter})[\\s-]{1,2}(?:(?:of age|olds?)\\b|(?=(?:girl|boy)\\b)))[\\s,-]{0,3}(?:old[\\s,]{1,2})?${filler}(?:\\((?=\\w+\\)))?(?<noun>${nouns})\\b`,
      'gi',
    ),
    examples: [
      ['a 65-year-old man with a history', 'male', 65],
      ['A 74 year-old female visitor from Wuhan', 'female', 74],
      ['50 year-old woman with history', 'female', 50],
      ['A 54 years old women, with a past', 'female', 54],
      ['A sixty-five-year-old woman presented', 'female', 65],
      ['A 58-year old male non-smoking patient', 'male', 58],
      ['A 29-year-old immunocompromised female patient', 'female', 29],
      ['a 3-month-old boy', 'male', 0.25],
      ['a 19-year-old refugee (female)', 'female', 19],
      ['A 73 year-old previously health female visitor', 'female', 73],
    ],
  },
  {
    id: 'noun-aged-n',
    needs: /\d|aged/i,
    pattern: new RegExp(
      `\\b(?<noun>${nouns}),?(?:\\spatient)?(?:,?\\s(?:aged|of|di(?:\\sanni)?))?[\\s,-]{1,3}(?<age>${number})(?:[\\s-]{1,2}(?<unit>${years}|${shorter}|anni|aa|mesi|settimane|giorni)(?:[\\s-]olds?)?\\b|(?=\\s?[,.;]))|\\b(?<noun2>${nouns})\\s(?:of|aged)\\s(?<age2>\\d{2,3})(?=\\s(?:presented|was|with|who|came|had|attended|complained|developed)\\b)`,
      'gi',
    ),
    examples: [
      ['Female, 61 years old, smoker.', 'female', 61],
      ['Woman, 58, has been reporting wheezing', 'female', 58],
      ['Male patient, 87 years old, hospitalized', 'male', 87],
      ['A female patient, 39-years-old, fever', 'female', 39],
      ['Women, 69 years old', 'female', 69],
      ['Donna di 72 anni', 'female', 72],
      ['A man of 59 presented', 'male', 59],
      ['Donna, 71 aa', 'female', 71],
      ['Paziente di sesso femminile di anni 44;', 'female', 44],
    ],
  },
  {
    id: 'title-and-age',
    needs: /\bM(?:r|rs|s|iss)\b/,
    pattern:
      /\b(?<noun>Mrs|Ms|Miss|Mr)\.?\s(?:[A-Z][\w.’'-]{0,20}\s?){1,3}[,(]\s?(?:aged?\s)?(?<age>\d{2,3})(?:(?=\s?[),.;])|\s?(?<unit>years?|yrs?|y)\b\.?(?:\sold)?)/g,
    examples: [
      ['referring Mrs X (72 years) to us', 'female', 72],
      ['Mr. B., 58 years old, was seen', 'male', 58],
      ['Mrs Grace N. (36) delivered', 'female', 36],
      ['Concerning: Mr D. O., 52 yrs.', 'male', 52],
      ['Patient: Mrs. K., 74 y', 'female', 74],
    ],
  },
  {
    id: 'aged-n-noun',
    needs: /aged/i,
    pattern: new RegExp(
      `\\baged\\s(?<age>${number})(?:\\s(?<unit>${years}))?\\s?[,;]\\s?(?<noun>female|male)\\b`,
      'gi',
    ),
    examples: [['Patient aged 49, female.', 'female', 49]],
  },
  {
    id: 'n-letter',
    needs: /\d\s?-?(?:[ym][\w/. -]{0,12}\s?)?[MF]\b/,
    pattern:
      /(?<![\w.-])(?<age>\d{1,3})\s?-?(?:(?<unit>y\/?o\.?|yrs?|years?|y|m\/o|mo|months?)(?:[\s-]olds?)?\s?)?(?<noun>[MF])(?=[\s,.;:)]|$)/g,
    examples: [
      ['84M with COPD', 'male', 84],
      ['28M previously fit and well', 'male', 28],
      ['62 F presented', 'female', 62],
      ['49 year old F with pneumonia', 'female', 49],
      ['71 yo M.', 'male', 71],
      ['Pt: 4 mo F, ex-34 weeker', 'female', 0.33],
    ],
  },
  {
    id: 'patient-of-n',
    needs: /year|yr|aged|anni|old|y\.?\s?\/?o/i,
    pattern: new RegExp(
      `\\b(?:patient|paziente)\\s(?:of|di|aged)\\s(?<age>${number})\\s(?<unit>${years}|anni)\\b|\\b(?<age2>${number})[\\s-](?<unit2>${years}|${shorter})[\\s-]olds?\\b(?!\\s?(?:history))|\\b(?<age5>\\d{1,3})[\\s-]?(?:y\\/o|y\\.\\s?o\\b\\.?|yo)(?!\\w)|\\baged\\s(?<age3>${number})(?:\\s(?<unit3>${years}))?\\b`,
      'gi',
    ),
    examples: [
      ['Patient of 53 years, with arterial hypertension', null, 53],
      ['CXR image of a 75-year-old patient who came', null, 75],
      ['a patient aged 45 years', null, 45],
    ],
  },
  {
    id: 'noun-alone',
    needs: /male|man\b|lady|girl|boy/i,
    pattern:
      /\b(?:(?:an?|the|this|our|index|adult|elderly|young|middle[- ]aged|previously healthy|pregnant|unfortunate|case of an?)\s){1,3}(?:\w{2,12}\s)?(?<noun>female|woman|lady|girl|male|man|gentleman|boy)\b(?!-)|^(?:\w+\s)?(?<noun2>female|male)\b|\bborn\s(?:in\s)?\d{4},\s(?<noun3>female|male)\b/gi,
    examples: [
      ['Elderly male, covid-19 positive.', 'male', null],
      ['This middle aged man attended', 'male', null],
      ['Adult female with positive HIV infection', 'female', null],
    ],
  },
];

const occupations =
  'nurse|doctor|physician|surgeon|midwife|paramedic|teacher|student|driver|farmer|worker|engineer|cook|chef|clerk|cleaner|builder|baker|lawyer|soldier|pensioner|retiree|housewife|homemaker|smoker|non-smoker|ex-smoker|adult|patient|child|infant|infermier[ea]|medico|pensionat[oa]|casaling[ao]|operai[oa]|agricoltore|insegnante|studente(?:ssa)?|impiegat[oa]|fumat(?:ore|rice)';

/** Occupations with an age behind them, where a note begins with its patient: "Nurse, 44." */
const agesInFront: readonly PersonPattern[] = [
  {
    id: 'occupation-and-age',
    needs: /^[\p{L}\s-]{4,40},\s\d{1,3}\b/u,
    pattern: new RegExp(
      `^(?:an?\\s|the\\s)?(?:[\\p{L}-]{2,15}\\s){0,2}(?:${occupations}),\\s(?<age>\\d{1,3})(?=[,.;]|$|\\s(?:presented|with|was|admitted)\\b)`,
      'giu',
    ),
    examples: [
      ['Nurse, 44.', null, 44],
      ['Retired teacher, 71, with fever', null, 71],
    ],
  },
  {
    id: 'age-first',
    needs: /^\d{1,3}(?:\s|,)/,
    pattern:
      /^(?<age>\d{1,3})(?:\s(?:years?|yrs?)(?:\sold)?)?(?:,\s?|\s)(?<noun>male|female|man|woman|M|F)(?=[\s,.;:]|$)/giu,
    examples: [
      ['44, male, fever', 'male', 44],
      ['67 female. Cough', 'female', 67],
      ['58 years, woman', 'female', 58],
    ],
  },
];

export const personPatterns: readonly PersonPattern[] = [
  ...agesInFront,
  ...italianPersons,
  ...englishPersons,
];
