import type { PhantomSpec } from './phantom-spec.ts';
import { type Layer, stroke } from './raster.ts';

const ellipse = (x: number, y: number, rx: number, ry: number): string =>
  `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" rx="${rx.toFixed(0)}" ry="${ry.toFixed(0)}"/>`;

/** An axial CT slice in a lung window; `level` moves it from the apices (0) to the domes (1). */
export const axialLayers = (spec: PhantomSpec, random: () => number) => {
  const level = spec.level ?? 0.5;
  const open = Math.sin(Math.PI * (0.18 + 0.7 * level));
  const heart = Math.max(0, Math.min(1, (level - 0.35) / 0.3));
  const lungShapes =
    `<path d="M${430 - 40 * heart},${300 + 60 * (1 - open)} C300,${250 + 90 * (1 - open)} 150,330 135,520 C125,680 210,790 330,790 C400,785 440,740 ${432 - 20 * heart},660 C${425 - 40 * heart},560 ${430 - 50 * heart},420 ${430 - 40 * heart},${300 + 60 * (1 - open)} Z"/>` +
    `<path d="M${570 + 50 * heart},${300 + 60 * (1 - open)} C700,${250 + 90 * (1 - open)} 850,330 865,520 C875,680 790,790 670,790 C600,785 566,740 ${572 + 20 * heart},660 C${590 + 150 * heart},560 ${580 + 130 * heart},420 ${570 + 50 * heart},${300 + 60 * (1 - open)} Z"/>`;
  const vessels: string[] = [];
  for (let index = 0; index < 150; index += 1) {
    const side = index % 2 === 0 ? -1 : 1;
    const angle = random() * Math.PI * 2;
    const distance = 30 + random() * 150;
    const x = 500 + side * 215 + Math.cos(angle) * distance * 0.75;
    const y = 540 + Math.sin(angle) * distance;
    const width = 4 + (1 - distance / 180) * 12 * random();
    vessels.push(
      random() < 0.5
        ? ellipse(x, y, width * 0.7, width * 0.7)
        : stroke(
            `M${x.toFixed(0)},${y.toFixed(0)} l${((500 + side * 90 - x) * 0.22).toFixed(0)},${((500 - y) * 0.22).toFixed(0)}`,
            width * 0.8,
          ),
    );
  }
  const ribs = Array.from({ length: 9 }, (_, index) => {
    const t = -2.35 + (index * 1.7) / 8 + level * 0.06;
    return [1, -1]
      .map((side) => {
        const at = (angle: number) =>
          `${(500 + side * 418 * Math.cos(angle)).toFixed(0)},${(545 - 300 * Math.sin(angle)).toFixed(0)}`;
        return index % 2 === 0 ? stroke(`M${at(t + 1.1)} Q${at(t + 1.19)} ${at(t + 1.28)}`, 21) : '';
      })
      .join('');
  }).join('');
  const lung: Layer = { shapes: lungShapes, blur: 5, weight: 1 };
  const layers: Layer[] = [
    { shapes: ellipse(500, 545, 465, 345), blur: 4, weight: 0.62 },
    { shapes: ellipse(500, 545, 432, 314), blur: 5, weight: 0.14 },
    { shapes: lungShapes, blur: 2.5, weight: -0.68 },
    {
      shapes: `<clipPath id="lungs">${lungShapes}</clipPath><g clip-path="url(#lungs)">${vessels.join('')}</g>`,
      blur: 1.6,
      weight: 0.55,
    },
    { shapes: ellipse(500 - 12, 470, 26, 24), blur: 2, weight: level < 0.45 ? -0.6 : 0 },
    { shapes: ellipse(520 + 30 * heart, 500, 60 + 95 * heart, 90 + 40 * heart), blur: 6, weight: 0.1 },
    { shapes: ellipse(560, 690, 34, 34), blur: 3, weight: 0.08 },
    {
      shapes:
        ellipse(500, 725, 62, 50) +
        '<path d="M470,770 L500,850 L530,770 Z"/>' +
        stroke('M450,760 L400,790', 18) +
        stroke('M550,760 L600,790', 18),
      blur: 3,
      weight: 0.3,
    },
    { shapes: ellipse(500, 785, 18, 14), blur: 3, weight: -0.18 },
    { shapes: ribs, blur: 3, weight: 0.36 },
    { shapes: ellipse(500, 225, 42, 13), blur: 3, weight: 0.34 },
    { shapes: stroke('M60,905 C250,960 750,960 940,905', 9), blur: 2, weight: 0.5 },
  ];
  const curve = (value: number): number => 0.02 + 0.98 * Math.max(0, Math.min(1, value));
  return { layers, lung, curve };
};
