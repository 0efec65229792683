import { PROTOCOL_FORMAT, type ProtocolInput } from './protocol.ts';

/** A protocol to begin with: one field that texts answer, one that is an event, one number, one task; all of it to be changed. */
export const starterProtocol = (name: string, title: string): ProtocolInput => ({
  format: PROTOCOL_FORMAT,
  name,
  title,
  version: '1.0.0',
  means: `What the collection ${title} asks.`,
  fields: {
    hidden: ['RT_PCR_positive'],
    shown: ['smoking'],
    own: [
      {
        name: 'worked_in_dust',
        label: 'Worked in dust',
        means: 'worked in dust: Y, N or blank for not stated',
        scope: 'patient',
        kind: 'answer',
        phrases: {
          said: ['worked in (dust|a dusty place)', 'exposed to dust'],
          denied: [],
          past: true,
          examples: [
            { words: 'He had been exposed to dust for years.', value: 'yes' },
            { words: 'She was never exposed to dust.', value: 'no' },
          ],
          counterexamples: ['His father had been exposed to dust.'],
        },
      },
      {
        name: 'home_oxygen',
        label: 'Oxygen at home',
        means: 'was given oxygen at home: Y, N or blank for not stated',
        scope: 'patient',
        kind: 'answer',
        phrases: {
          said: ['home oxygen was (started|begun)'],
          examples: [{ words: 'Home oxygen was started on day 5.', value: 'yes' }],
          counterexamples: ['Home oxygen was considered.'],
        },
        event: {
          ended: {
            said: ['home oxygen was stopped'],
            examples: [{ words: 'Home oxygen was stopped on day 30.', value: 'yes' }],
          },
          image: {
            name: 'on_home_oxygen',
            label: 'On oxygen at home',
            means: 'had oxygen at home when the image was taken: Y, N or blank',
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
        phrases: {
          said: ['FVC', 'forced vital capacity'],
          examples: [{ words: 'On admission FVC was 62% of predicted.', value: 62 }],
          counterexamples: ['FVC was 3.1 L.'],
        },
      },
    ],
  },
  tasks: [
    {
      kind: 'classes',
      id: 'worked-in-dust',
      title: 'films of patients who worked in dust',
      include: { field: 'view', in: ['PA', 'AP'] },
      positive: { rule: { field: 'worked_in_dust', is: 'Y' } },
      negative: { rule: { field: 'worked_in_dust', is: 'N' } },
    },
  ],
});
