import type { OwnField } from './own-field.ts';

/**
 * Fields that are built in and switched off: collections that ask for them name them in `fields.shown`. They are written as an
 * own field is, and read, shown and released as one.
 */
export const offeredFields: readonly OwnField[] = [
  {
    name: 'ethnicity',
    label: 'Ethnicity',
    kind: 'text',
    means: 'ethnicity as the source states it, in its own words',
    scope: 'patient',
    always: false,
  },
  {
    name: 'pre_existing_conditions',
    label: 'Pre-existing conditions',
    kind: 'text',
    means: 'diseases the patient had before this illness, as the source states them, parted by ;',
    scope: 'patient',
    always: false,
    phrases: {
      said: [
        '(past|previous) medical history (of|included|includes|was significant for|significant for) {words}',
        'known (case of|history of) {words}',
        '(comorbidities|co-morbidities) (included|were|include|of) {words}',
      ],
      denied: [],
      past: true,
      examples: [
        { words: 'Past medical history of hypertension.', value: 'hypertension' },
        {
          words: 'Comorbidities included diabetes mellitus and obesity.',
          value: 'diabetes mellitus and obesity',
        },
      ],
      counterexamples: ['His father had a past medical history of asthma.', 'Cough and fever for five days.'],
    },
  },
  {
    name: 'immunosuppressed',
    label: 'Immunosuppressed',
    kind: 'answer',
    means: 'immunosuppressed before this illness, by disease or treatment: Y, N or blank for not stated',
    scope: 'patient',
    always: false,
    phrases: {
      said: [
        'immunosuppressed',
        'immunocompromised',
        'immunodeficient',
        'immunosuppressive (therapy|treatment|drugs|medication)',
      ],
      denied: ['immunocompetent'],
      past: false,
      examples: [
        { words: 'The patient was immunosuppressed after a kidney transplant.', value: 'yes' },
        { words: 'He was not immunocompromised.', value: 'no' },
        { words: 'A previously healthy, immunocompetent woman.', value: 'no' },
      ],
      counterexamples: ['Her husband is immunosuppressed.'],
    },
  },
  {
    name: 'smoking',
    label: 'Smoking',
    kind: 'choice',
    means: 'whether the patient smokes: current, former, never or blank for not stated',
    scope: 'patient',
    always: false,
    choices: [
      {
        name: 'current',
        said: ['(current|active|heavy|chronic) smoker', 'smokes', 'continues to smoke', 'is a smoker'],
      },
      {
        name: 'former',
        said: [
          '(former|ex|past|previous) smoker',
          'ex-smoker',
          '(quit|stopped|gave up) smoking',
          'used to smoke',
        ],
      },
      {
        name: 'never',
        said: [
          'never smoked',
          '(never|non|life-long non|lifelong non) smoker',
          '(never|non)-smoker',
          'lifelong non-smoker',
        ],
      },
    ],
    phrases: {
      said: [],
      denied: [],
      past: true,
      examples: [
        { words: 'A 60-year-old current smoker presented with cough.', value: 'current' },
        { words: 'He quit smoking ten years ago.', value: 'former' },
        { words: 'She is a lifelong non-smoker.', value: 'never' },
        { words: 'A non-smoker without comorbidities.', value: 'never' },
      ],
      counterexamples: ['His wife is a heavy smoker.', 'Smoke was seen on the CT.'],
    },
  },
  {
    name: 'blood_type',
    label: 'Blood type',
    kind: 'choice',
    means: 'ABO and Rhesus blood type: A+, A-, B+, B-, AB+, AB-, O+, O- or blank for not stated',
    scope: 'patient',
    always: false,
    choices: (['A', 'B', 'AB', 'O'] as const).flatMap((group) =>
      (
        [
          ['+', 'positive'],
          ['-', 'negative'],
        ] as const
      ).map(([sign, word]) => ({
        name: `${group}${sign}`,
        said: [
          `blood (type|group) (was|is) ${group} (Rh|rhesus) ${word}`,
          `blood (type|group) (was|is) ${group} ${word}`,
          `blood (type|group) ${group} (Rh|rhesus) ${word}`,
          `blood (type|group) ${group} ${word}`,
        ],
      })),
    ),
    phrases: {
      said: [],
      denied: [],
      past: false,
      examples: [
        { words: 'Her blood group was AB Rh negative.', value: 'AB-' },
        { words: 'Blood type O positive.', value: 'O+' },
      ],
      counterexamples: ['Blood cultures were positive.', 'The mother’s blood group was A positive.'],
    },
  },
];
