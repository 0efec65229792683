import { axialLayers } from './phantom-axial.ts';
import { frontalLayers } from './phantom-frontal.ts';
import { lateralLayers } from './phantom-lateral.ts';
import type { Opacity, PhantomSpec } from './phantom-spec.ts';
import { expose, patchyNoise, randomStream, sumLayers } from './raster.ts';

const workingSize = 420;

/** How far each point lies inside an opacity, 0..1, with a soft edge. */
const opacityAt = (opacities: Opacity[], x: number, y: number): number => {
  let value = 0;
  for (const { x: cx, y: cy, rx, ry, density } of opacities) {
    const distance = ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2;
    if (distance < 4) value += density * Math.exp(-distance * 1.3);
  }
  return value;
};

/** Build, posture and dose differ from one person to the next, so that no two people's films look alike. */
const habitus = (spec: PhantomSpec, random: () => number): { transform: string; exposure: number } => {
  const flat = spec.view === 'axial';
  const tilt = (random() - 0.5) * (flat ? 3 : 7);
  const [wide, high] = flat
    ? [0.98 + random() * 0.06, 0.98 + random() * 0.1]
    : [1.02 + random() * 0.14, 1.02 + random() * 0.16];
  const sway = flat ? 20 : 70;
  const [right, down] = [(random() - 0.5) * sway, (random() - 0.5) * sway];
  const lean = (random() - 0.5) * 5;
  return {
    transform:
      `translate(${(500 + right).toFixed(1)} ${(500 + down).toFixed(1)}) rotate(${tilt.toFixed(2)}) ` +
      `skewX(${lean.toFixed(2)}) scale(${wide.toFixed(3)} ${high.toFixed(3)}) translate(-500 -500)`,
    exposure: flat ? 1 : 0.85 + random() * 0.35,
  };
};

/** A chest picture as 8-bit grey pixels, row by row, `width` x `height`. */
export const drawPhantom = async (spec: PhantomSpec, width: number, height: number): Promise<Buffer> => {
  const random = randomStream(spec.seed);
  const { transform, exposure } = habitus(spec, random);
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
    curve: (value) => curve(value * exposure),
  });
};
