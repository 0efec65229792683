import type { View } from '../../../data/vocabulary/views.ts';
import type { ViewWord } from './view-words.ts';

/** Which view the words of a phrase about a picture add up to. */

export interface ViewRule {
  readonly id: string;
  readonly view: View;
  readonly confidence: number;
  /** Whether the words of one phrase about a picture add up to this view. */
  readonly holds: (words: ReadonlySet<ViewWord>) => boolean;
  /** The words that are quoted for it. */
  readonly quoted: readonly ViewWord[];
  readonly examples: readonly string[];
  readonly counterexamples: readonly string[];
}

/** Words that add up to the frontal views; of these one is said. */
export const frontal: readonly ViewWord[] = ['ap', 'lying', 'upright', 'half', 'bedside'];

/** The more exact first: of the frontal ones, the first that holds is said. */
export const viewRules: readonly ViewRule[] = [
  {
    id: 'view-ap-supine',
    view: 'AP Supine',
    confidence: 0.93,
    holds: (words) => words.has('lying') && !words.has('pa'),
    quoted: frontal,
    examples: [
      'AP supine portable CXR:',
      'Supine study.',
      '(although a supine projection)',
      'RX torace in clinostatismo',
      'Supine AP portable.',
      'Portable supine chest film',
      'AP radiograph, supine',
      'Radiografia del torace in proiezione AP, paziente supino',
      'Chest radiograph obtained in the supine position',
    ],
    counterexamples: [
      'The patient lay supine.',
      'He was nursed in the supine position.',
      'CT in the supine position',
      'semi-supine AP film',
      'PA supine chest film',
    ],
  },
  {
    id: 'view-ap-erect',
    view: 'AP Erect',
    confidence: 0.9,
    holds: (words) => words.has('upright') && !words.has('pa') && (words.has('ap') || words.has('bedside')),
    quoted: frontal,
    examples: [
      'AP erect chest radiograph',
      'upright AP film',
      'Portable AP erect film obtained the next day.',
      'Sitting AP chest x-ray',
      'RX torace AP in ortostatismo',
    ],
    counterexamples: ['PA erect chest radiograph', 'erect chest radiograph', 'He was sitting; AP film'],
  },
  {
    id: 'view-ap-half-sitting',
    view: 'AP',
    confidence: 0.75,
    holds: (words) => words.has('half') && !words.has('pa'),
    quoted: frontal,
    examples: ['semi-recumbent AP chest film', 'Semi-erect portable radiograph'],
    counterexamples: ['He was nursed semi-recumbent.'],
  },
  {
    id: 'view-ap',
    view: 'AP',
    confidence: 0.9,
    holds: (words) => words.has('ap'),
    quoted: frontal,
    examples: [
      'AP chest radiograph at presentation',
      'Initial anteroposterior chest radiograph shows',
      'Chest X-ray (AP in bed).',
      'An initial radiograph (anteroposterior view) of the chest',
      'AP bedside chest X-ray.',
      'Radiograph in AP performed at the bed',
      'Frontal (AP) chest radiograph obtained on admission',
      'CXR AP in ED: RLL airspace disease',
      'Rotated AP film.',
      'RX torace in proiezione AP',
      'RX torace a letto, proiezione antero-posteriore',
    ],
    counterexamples: [
      'anteroposterior diameter of 3 cm',
      'PA and lateral views',
      'The AP window was full on the chest film',
      'The AP resection was done.',
    ],
  },
  {
    id: 'view-ap-bedside',
    view: 'AP',
    confidence: 0.85,
    holds: (words) => words.has('bedside') && !words.has('pa') && !words.has('lateral'),
    quoted: frontal,
    examples: [
      'Portable chest radiograph',
      'Bedside CXR on day 3',
      'RX torace al letto',
      'Mobile chest film',
    ],
    counterexamples: [
      'bedside ultrasound',
      'portable oxygen; chest film clear',
      'PA and lateral films',
      'She was confined to bed.',
      'portable CT scan',
    ],
  },
  {
    id: 'view-pa',
    view: 'PA',
    confidence: 0.93,
    holds: (words) => words.has('pa') && !words.has('lying'),
    quoted: ['pa', 'upright'],
    examples: [
      'Posteroanterior chest radiograph of patient 1',
      'PA and lateral chest radiographs show',
      'PA view of the chest',
      'CXR (PA) on day of presentation normal',
      'Chest radiograph (PA) taken when he came back',
      'Erect PA film on day 5.',
      'PA view: right upper lobe consolidation',
      'Radiografia del torace PA',
      'PA',
    ],
    counterexamples: [
      'lived in PA, USA',
      'PA pressure was raised on the chart',
      'PA catheter on the AP film',
    ],
  },
  {
    id: 'view-lateral',
    view: 'L',
    confidence: 0.88,
    holds: (words) => words.has('lateral') && !words.has('otherwise'),
    quoted: ['lateral'],
    examples: [
      'Lateral chest radiograph shows',
      'lateral view of the chest',
      'Lateral projection on the same day.',
      'Confirmed on the lateral image.',
      'Lateral',
      'proiezione latero-laterale',
      'RX torace LL',
    ],
    counterexamples: [
      'lateral segment of the right lower lobe',
      'bilateral chest infiltrates',
      'Right lateral decubitus film',
      'opacity in the lateral chest wall on the film',
    ],
  },
  {
    id: 'view-axial',
    view: 'Axial',
    confidence: 0.92,
    holds: (words) => words.has('axial'),
    quoted: ['axial'],
    examples: [
      'Axial CT shows multilobar ground-glass opacities',
      'CT axial view, lung window',
      'Transverse CT scan',
      'CT in the axial plane from the next day',
      'Axial C+ CTPA',
      'HRCT, axial, 1 day after presentation',
      'TC torace, scansione assiale',
    ],
    counterexamples: [
      'spondylitis of the lumbar spine',
      'axial spondyloarthritis',
      'the transverse colon',
      'PA radiograph; axial muscles were weak',
    ],
  },
  {
    id: 'view-coronal',
    view: 'Coronal',
    confidence: 0.93,
    holds: (words) => words.has('coronal'),
    quoted: ['coronal'],
    examples: [
      'coronal NECT lung window',
      'Coronal reformats',
      '(c) Coronal reformat at the same time point',
    ],
    counterexamples: ['coronary artery disease', 'the coronal suture', 'multiplanar reconstructions'],
  },
  {
    id: 'view-sagittal',
    view: 'Sagittal',
    confidence: 0.93,
    holds: (words) => words.has('sagittal'),
    quoted: ['sagittal'],
    examples: ['sagittal reconstruction'],
    counterexamples: ['segmental', 'the sagittal sinus'],
  },
];
