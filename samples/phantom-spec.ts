/** A hazy or dense area: centre and radii in thousandths of the picture, density 0 (none) to 1 (white). */
export interface Opacity {
  x: number;
  y: number;
  rx: number;
  ry: number;
  density: number;
}

/** What to draw. Pictures are of nobody: anatomy is drawn by code, so that the sample needs no patient. */
export interface PhantomSpec {
  view: 'frontal' | 'lateral' | 'axial';
  seed: number;
  /** Bedside films: wider heart, scapulae over the lungs, higher diaphragms. */
  supine?: boolean;
  opacities?: Opacity[];
  /** `ett` endotracheal tube, `cvc` right jugular line, `ngt` gastric tube, `leads` monitor leads. */
  devices?: ('ett' | 'cvc' | 'ngt' | 'leads')[];
  /** Letter of the side marker, drawn where a radiographer puts it. */
  marker?: 'L' | 'R';
  /** Level of an axial slice: 0 at the apices, 1 at the domes. */
  level?: number;
}
