import type { ProtocolInput } from '../../data/protocols/protocol.ts';

/** A made-up collection: workers with silicosis, followed up. Every kind of field, an own hierarchy, an anchor, a rule, a task. */
export const silicosis: ProtocolInput = {
  format: 'caseline.protocol/1',
  name: 'silicosis-follow-up',
  title: 'Silicosis follow-up',
  version: '1.0.0',
  means: 'Chest radiographs and CT of workers with silicosis.',
  fields: {
    hidden: ['RT_PCR_positive'],
    shown: ['smoking'],
    labels: { survival: 'Alive at the end' },
    own: [
      {
        name: 'respirator_used',
        label: 'Respirator used',
        means: 'wore a respirator at work: Y, N or blank for not stated',
        scope: 'patient',
        kind: 'answer',
        phrases: {
          said: ['(wore|used) a respirator', 'respiratory protection was (worn|used)'],
          denied: ['without respiratory protection', 'worked unprotected'],
          examples: [
            { words: 'He wore a respirator at work.', value: 'yes' },
            { words: 'She never used a respirator.', value: 'no' },
            { words: 'He worked for years without respiratory protection.', value: 'no' },
          ],
          counterexamples: ['His brother used a respirator.', 'He will use a respirator if he returns.'],
        },
      },
      {
        name: 'left_dust',
        label: 'Left dusty work',
        means: 'stopped working in silica dust: Y, N or blank for not stated',
        scope: 'patient',
        kind: 'answer',
        phrases: {
          said: ['(left|stopped|quit) dusty work', 'was removed from exposure'],
          denied: [],
          examples: [{ words: 'He left dusty work on day 3.', value: 'yes' }],
          counterexamples: ['His son left dusty work.'],
        },
        event: {
          ended: {
            said: ['returned to dusty work'],
            denied: [],
            examples: [{ words: 'He returned to dusty work on day 40.', value: 'yes' }],
            counterexamples: [],
          },
          image: {
            name: 'out_of_dust',
            label: 'Out of dust',
            means: 'no longer worked in silica dust when the image was taken: Y, N or blank',
          },
        },
      },
      {
        name: 'fvc_percent',
        label: 'FVC',
        means: 'forced vital capacity on the day of the image, percent of predicted',
        scope: 'image',
        kind: 'number',
        unit: '%',
        range: [5, 160],
        likely: { range: [20, 140], doubt: 'in litres?' },
        phrases: {
          said: ['FVC', 'forced vital capacity'],
          denied: [],
          examples: [
            { words: 'On admission FVC was 62% of predicted.', value: 62 },
            { words: 'Forced vital capacity (FVC) of 71 %.', value: 71 },
          ],
          counterexamples: ['FVC was not measured.', 'FVC was 3.1 L.'],
        },
      },
      {
        name: 'trade',
        label: 'Trade',
        means: 'the work in dust',
        scope: 'patient',
        kind: 'choice',
        choices: [
          { name: 'stonemason', cell: 'S', said: ['stonemason', 'stone (cutter|mason|carver)'] },
          { name: 'miner', cell: 'M', said: ['(coal|gold) miner', 'worked in a mine'] },
        ],
        phrases: {
          examples: [{ words: 'A 50-year-old stone cutter presented with cough.', value: 'stonemason' }],
          counterexamples: ['His father was a coal miner.'],
        },
      },
      {
        name: 'dust_years',
        label: 'Years in dust',
        means: 'years of work in silica dust',
        scope: 'patient',
        kind: 'number',
        unit: 'years',
        range: [0, 70],
        phrases: {
          said: ['exposed to silica (dust for|for) {number} years'],
          examples: [{ words: 'He had been exposed to silica dust for 12 years.', value: 12 }],
        },
      },
      {
        name: 'lavage_day',
        label: 'Lavage on day',
        means: 'day of the lung lavage',
        scope: 'patient',
        kind: 'day',
        phrases: {
          said: ['(whole-lung|lung) lavage was (done|performed)'],
          examples: [{ words: 'Lung lavage was performed on day 5.', value: 5 }],
          counterexamples: ['Lung lavage was considered.'],
        },
      },
      {
        name: 'employer',
        label: 'Employer',
        means: 'where the patient worked, as the source states it',
        scope: 'patient',
        kind: 'text',
        phrases: {
          said: ['employed (by|at) {words}'],
          examples: [{ words: 'He was employed by a granite quarry.', value: 'a granite quarry' }],
        },
      },
    ],
  },
  findings: {
    own: [
      {
        name: 'Pneumoconiosis',
        below: [
          {
            name: 'Silicosis',
            synonyms: ['silicosis', 'silicotic nodules'],
            below: [
              { name: 'Progressive massive fibrosis', synonyms: ['progressive massive fibrosis', 'PMF'] },
            ],
          },
        ],
      },
    ],
  },
  anchors: [
    {
      name: 'diagnosis',
      label: 'Diagnosis of silicosis',
      means: 'the day silicosis was diagnosed',
      phrases: {
        said: ['silicosis was (diagnosed|first diagnosed)'],
        examples: [{ words: 'Silicosis was diagnosed on day 2.', value: 'yes' }],
      },
    },
  ],
  search: { any: ['silicosis'], eurorad: ['silicosis', 'pneumoconiosis'] },
  include: {
    all: [
      { field: 'age', from: 18 },
      { field: 'modality', in: ['X-ray', 'CT'] },
    ],
  },
  tasks: [
    {
      kind: 'classes',
      id: 'out-of-dust',
      title: 'films after the patient left the dust',
      include: { field: 'view', in: ['PA', 'AP'] },
      positive: { rule: { field: 'out_of_dust', is: 'Y' } },
      negative: { rule: { field: 'out_of_dust', is: 'N' } },
    },
  ],
};
