import type { Expected } from '../cell-of.ts';

/** Notes with the view and kind of each of their pictures; null where nothing may be said. */
export interface PictureNote {
  readonly texts?: readonly (readonly [
    kind: 'presentation' | 'findings' | 'discussion' | 'clinical-notes' | 'body',
    text: string,
  ])[];
  readonly images: readonly {
    readonly figure?: string;
    readonly panel?: string;
    readonly caption?: string;
    readonly view?: Expected;
    readonly modality?: Expected;
  }[];
}

const caption = (text: string, view: Expected, modality: Expected): PictureNote => ({
  images: [{ caption: text, view, modality }],
});

export const pictures: Readonly<Record<string, readonly PictureNote[]>> = {
  'projections by meaning': [
    caption('Portable chest X-ray on admission.', 'AP', 'X-ray'),
    caption('Bedside radiograph, day 3: worsening.', 'AP', 'X-ray'),
    caption('Erect PA chest film.', 'PA', 'X-ray'),
    caption('Sitting AP CXR in resus.', 'AP Erect', 'X-ray'),
    caption('Chest X-ray of 3/4/2020 AP in bed.', 'AP', 'X-ray'),
    caption('CXR (PA) at triage.', 'PA', 'X-ray'),
    caption('Chest radiograph in two projections.', null, 'X-ray'),
    caption('RX torace in proiezione PA, in ortostatismo.', 'PA', 'X-ray'),
    caption('RX torace eseguito a letto in proiezione AP.', 'AP', 'X-ray'),
    caption('Radiografia del torace, proiezione laterale.', 'L', 'X-ray'),
    caption('RX torace al letto del paziente, clinostatismo.', 'AP Supine', 'X-ray'),
    caption('Lateral', 'L', 'X-ray'),
  ],
  'planes of scans': [
    caption('Multiplanar CT reconstructions of the chest.', null, 'CT'),
    caption('Coronal reconstruction of the CT in lung window.', 'Coronal', 'CT'),
    caption('HRCT chest, sagittal reformat.', 'Sagittal', 'CT'),
    caption('TC del torace ad alta risoluzione, scansione assiale.', 'Axial', 'CT'),
    caption('MRI brain, axial FLAIR.', 'Axial', 'MRI'),
  ],
  'words that say no view': [
    caption('Chest radiograph shows enlargement of the AP window.', null, 'X-ray'),
    caption('Film after insertion of a PA catheter.', null, 'X-ray'),
    caption('Chest film. Collapse of the lateral segment.', null, 'X-ray'),
    caption('Chest X-ray; the patient had been nursed prone.', null, 'X-ray'),
    caption('Left lateral decubitus radiograph shows layering fluid.', null, 'X-ray'),
    caption('CT scan with a transverse diameter of 3 cm.', null, 'CT'),
    caption('PA, pulmonary artery; LV, left ventricle.', null, null),
    caption('PA 100/60, FC 90.', null, null),
    caption('AP chest radiograph. Compared with the PA film of last year, new consolidation.', 'AP', 'X-ray'),
  ],
  'captions that begin with the projection': [
    caption('AP supine, on arrival in our ICU. ETT in place.', 'AP Supine', 'X-ray'),
    caption('Portable AP, HD 11. New consolidation, tube unchanged.', 'AP', 'X-ray'),
    caption('AP portable chest s/p intubation.', 'AP', 'X-ray'),
    caption('AP erect, terapia intensiva.', 'AP Erect', 'X-ray'),
  ],
  'pairs and panels': [
    caption('PA and lateral chest radiographs.', null, 'X-ray'),
    caption('CT chest (a) axial and (b) coronal.', null, 'CT'),
    caption('(A) Chest radiograph and (B) CT on admission.', null, null),
    caption('(A) Chest film shows a plate of atelectasis. (B, C) Axial CT shows nodules.', null, null),
    {
      images: [
        {
          figure: '1',
          panel: 'a',
          caption: 'CT chest (a) axial and (b) coronal.',
          view: 'Axial',
          modality: 'CT',
        },
        {
          figure: '1',
          panel: 'b',
          caption: 'CT chest (a) axial and (b) coronal.',
          view: 'Coronal',
          modality: 'CT',
        },
      ],
    },
    {
      images: [
        {
          figure: '1',
          panel: 'a',
          caption: 'Radiographs: a, PA; b, lateral.',
          view: 'PA',
          modality: 'X-ray',
        },
        { figure: '1', panel: 'b', caption: 'Radiographs: a, PA; b, lateral.', view: 'L', modality: 'X-ray' },
      ],
    },
    {
      texts: [['findings', 'PA and lateral radiographs: right lower lobe opacity.']],
      images: [
        { caption: 'PA', view: 'PA', modality: 'X-ray' },
        { caption: 'Lateral', view: 'L', modality: 'X-ray' },
      ],
    },
  ],
  'kinds of pictures': [
    caption('Lung ultrasound at the bedside: B-lines.', null, 'Ultrasound'),
    caption('Bronchoscopy showing purulent secretions.', null, 'Endoscopy'),
    caption('Histology of the transbronchial biopsy, H&E x200.', null, 'Pathology'),
    caption('ECG at presentation: sinus tachycardia.', null, 'ECG'),
    caption('Photograph of the vesicular rash.', null, 'Photograph'),
    caption('Perfusion scintigraphy: mismatched defects.', null, 'Nuclear medicine'),
    caption('18F-FDG PET-CT: avid nodes.', null, 'PET'),
    caption('Axial CT on day 5, after a chest X-ray had been read as normal.', 'Axial', 'CT'),
    caption('Chest X-ray on day 2. CT on the same day (not shown) excluded embolism.', null, 'X-ray'),
  ],
  'examinations that are not the picture': [
    {
      texts: [
        ['presentation', 'A man with cough. CT pulmonary angiogram was negative. ECG showed tachycardia.'],
      ],
      images: [{ caption: 'Day 3', modality: null }],
    },
    {
      texts: [['clinical-notes', 'Opacities, mostly basal. CT was not performed.']],
      images: [{ modality: null }],
    },
    {
      texts: [['clinical-notes', 'Diffuse shadowing. A subsequent CT excluded embolism.']],
      images: [{ modality: null }],
    },
    { texts: [['clinical-notes', 'Cysts better seen on CT.']], images: [{ modality: null }] },
    { texts: [['clinical-notes', 'They meet the HRCT criteria of fibrosis.']], images: [{ modality: null }] },
    {
      texts: [
        ['presentation', 'Abdominal pain. Ultrasound of the appendix was normal. Chest X-ray was taken.'],
      ],
      images: [{ caption: 'Frontal', modality: 'X-ray' }],
    },
  ],
  'texts of the case': [
    {
      texts: [
        ['findings', 'Bilateral consolidation on this AP supine film. ETT in place.'],
        ['discussion', 'CT was done later and showed cysts.'],
      ],
      images: [{ view: 'AP Supine', modality: 'X-ray' }],
    },
    {
      texts: [['findings', 'Portable AP CXR: clear.\n\nCT chest: axial images show ground glass.']],
      images: [
        { caption: 'Admission', view: 'AP', modality: 'X-ray' },
        { caption: 'CT', view: 'Axial', modality: 'CT' },
      ],
    },
    {
      texts: [['findings', 'Supine film: ETT in place.\n\nErect PA film on day 5: clear.']],
      images: [
        { view: 'AP Supine', modality: 'X-ray' },
        { view: 'PA', modality: 'X-ray' },
      ],
    },
    {
      texts: [['presentation', 'On 4 May she came with fever. Chest X-ray (PA) of 8 May: opacities.']],
      images: [
        { caption: '4 May', view: null, modality: 'X-ray' },
        { caption: '8 May', view: 'PA', modality: 'X-ray' },
      ],
    },
    {
      texts: [['body', 'Chest CT (Fig. 2) showed cavities. The chest X-ray (Fig. 1) was normal.']],
      images: [
        { figure: 'Fig. 1', caption: 'On admission.', modality: 'X-ray' },
        { figure: 'Fig. 2', caption: 'On day 4.', modality: 'CT' },
      ],
    },
    {
      images: [
        { figure: 'Image 1', caption: 'Chest radiograph on admission.', modality: 'X-ray' },
        { figure: 'Image 2', caption: 'Six hours after image 1, following intubation.', modality: 'X-ray' },
      ],
    },
  ],
};
