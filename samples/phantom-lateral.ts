import type { PhantomSpec } from './phantom-spec.ts';
import { type Layer, pathOf, stroke } from './raster.ts';

const body =
  'M400,-90 L400,0 C390,70 330,110 270,170 C200,240 150,330 140,450 C132,600 150,800 165,1100 L900,1100 C915,850 915,700 905,560 C895,420 880,300 830,210 C790,140 720,80 690,0 L690,-90 Z';
const lungs =
  'M470,105 C560,85 680,150 735,270 C790,400 800,560 806,700 C808,760 806,820 792,880 C740,800 680,740 600,715 C500,690 400,700 330,742 C290,760 262,740 254,690 C232,560 236,400 268,300 C300,205 380,125 470,105 Z';

/** A lateral chest film, sternum to the left. */
export const lateralLayers = (spec: PhantomSpec, random: () => number) => {
  const vertebrae = Array.from({ length: 14 }, (_, index) => {
    const t = index / 13;
    const x = 640 + 130 * Math.sin(t * Math.PI * 0.72);
    return `<rect x="${(x - 30).toFixed(0)}" y="${(60 + index * 66).toFixed(0)}" width="${58 + index * 2}" height="50" rx="7" transform="rotate(${(14 - t * 26).toFixed(1)} ${x.toFixed(0)} ${85 + index * 66})"/>`;
  }).join('');
  const ribs = Array.from({ length: 9 }, (_, index) => {
    const y = 150 + index * 74;
    return (
      stroke(`M760,${y} C680,${y - 20} 520,${y + 30} 330,${y + 150}`, 14) +
      stroke(`M792,${y + 18} C700,${y} 560,${y + 60} 380,${y + 180}`, 12)
    );
  }).join('');
  const hilum = Array.from({ length: 22 }, () => {
    const angle = random() * Math.PI * 2;
    const length = 60 + random() * 130;
    return stroke(
      `M510,430 L${(510 + Math.cos(angle) * length).toFixed(0)},${(430 + Math.sin(angle) * length).toFixed(0)}`,
      5 + random() * 6,
    );
  }).join('');
  const lung: Layer = { shapes: pathOf(lungs), blur: 9, weight: 1 };
  const layers: Layer[] = [
    { shapes: pathOf(body), blur: 14, weight: 1.05 },
    { shapes: '<ellipse cx="540" cy="640" rx="420" ry="560"/>', blur: 90, weight: 0.35 },
    { shapes: pathOf(lungs), blur: 34, weight: -0.42 },
    { shapes: pathOf(lungs), blur: 6, weight: -0.52 },
    {
      shapes: pathOf(
        'M262,470 C250,600 262,700 300,752 C400,720 500,715 560,730 C585,640 560,520 470,455 C400,410 300,410 262,470 Z',
      ),
      blur: 18,
      weight: 0.46,
    },
    {
      shapes: pathOf(
        'M400,430 C400,300 440,240 520,235 C610,235 640,320 660,470 L700,860 L650,860 L600,480 C580,380 560,310 515,310 C470,312 450,360 450,440 Z',
      ),
      blur: 20,
      weight: 0.16,
    },
    { shapes: '<ellipse cx="505" cy="420" rx="62" ry="78"/>', blur: 24, weight: 0.26 },
    { shapes: hilum, blur: 4, weight: 0.13 },
    { shapes: stroke('M505,20 C515,150 510,260 505,380', 30), blur: 7, weight: -0.26 },
    { shapes: vertebrae, blur: 4, weight: 0.24 },
    { shapes: ribs, blur: 4, weight: 0.1 },
    { shapes: stroke('M286,215 C248,320 226,430 220,560', 20), blur: 4, weight: 0.28 },
    {
      shapes: '<ellipse cx="640" cy="150" rx="190" ry="110" transform="rotate(30 640 150)"/>',
      blur: 40,
      weight: 0.34,
    },
    {
      shapes: pathOf('M330,800 C420,735 560,745 640,790 C720,830 770,880 790,940 L790,1100 L200,1100 Z'),
      blur: 14,
      weight: 0.12,
    },
    { shapes: '<ellipse cx="430" cy="845" rx="74" ry="38"/>', blur: 9, weight: -0.32 },
  ];
  if (spec.marker)
    layers.push({
      shapes: `<g transform="translate(120 130)">${stroke('M0,0 L0,44 L28,44', 9)}</g>`,
      blur: 1.2,
      weight: 2,
    });
  const curve = (value: number): number => 0.03 + 0.97 * (1 - Math.exp(-Math.max(0, value) * 1.0)) ** 1.3;
  return { layers, lung, curve };
};
