import { axialLayers } from './phantom-axial.ts';
import { frontalLayers } from './phantom-frontal.ts';
import { lateralLayers } from './phantom-lateral.ts';
import { expose, patchyNoise, randomStream, sumLayers } from './raster.ts';

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

const workingSize = 512;

/** How far each point lies inside an opacity, 0..1, with a soft edge. */
const opacityAt = (opacities: Opacity[], x: number, y: number): number => {
  let value = 0;
  for (const { x: cx, y: cy, rx, ry, density } of opacities) {
    const distance = ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2;
    if (distance < 4) value += density * Math.exp(-distance * 1.3);
  }
  return value;
};

/** A chest picture as 8-bit grey pixels, row by row, `width` x `height`. */
export const drawPhantom = async (spec: PhantomSpec, width: number, height: number): Promise<Buffer> => {
  const random = randomStream(spec.seed);
  const tilt = (random() - 0.5) * (spec.view === 'axial' ? 2 : 4);
  const scale = 0.96 + random() * 0.07;
  const shift = (random() - 0.5) * 24;
  const transform = `rotate(${tilt.toFixed(2)} 500 500) translate(${(500 * (1 - scale) + shift).toFixed(1)} ${(500 * (1 - scale)).toFixed(1)}) scale(${scale.toFixed(3)})`;
  const build = { frontal: frontalLayers, lateral: lateralLayers, axial: axialLayers }[spec.view];
  const { layers, lung, curve } = build(spec, random);
  const sum = await sumLayers(layers, workingSize, transform);
  const opacities = spec.opacities ?? [];
  if (opacities.length > 0) {
    const inside = await sumLayers([lung], workingSize, transform);
    const patches = await patchyNoise(workingSize, spec.seed + 7);
    for (let index = 0; index < sum.length; index += 1) {
      const x = ((index % workingSize) * 1000) / workingSize;
      const y = (Math.floor(index / workingSize) * 1000) / workingSize;
      const haze = opacityAt(opacities, x, y) * (inside[index] ?? 0);
      if (haze > 0) sum[index] = (sum[index] ?? 0) + haze * (0.55 + 0.9 * ((patches[index] ?? 0.5) - 0.25));
    }
  }
  return expose(sum, workingSize, {
    width,
    height,
    grain: spec.view === 'axial' ? 12 : 8,
    seed: spec.seed + 3,
    curve,
  });
};
