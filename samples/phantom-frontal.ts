import type { PhantomSpec } from './phantom-spec.ts';
import { type Layer, pathOf, stroke } from './raster.ts';

const body =
  'M380,-90 L390,0 C388,80 350,112 240,140 C140,165 60,180 -60,205 L-60,430 C48,440 66,480 66,560 C70,700 62,850 58,1100 L942,1100 C938,850 930,700 934,560 C934,480 952,440 1060,430 L1060,205 C940,180 860,165 760,140 C650,112 612,80 610,0 L620,-90 Z';
const rightLung =
  'M362,118 C408,118 436,170 440,235 C446,330 432,430 428,520 C424,610 400,690 388,752 C350,722 300,705 252,712 C190,720 140,770 108,848 C92,770 92,640 104,540 C118,425 160,290 216,205 C254,150 312,118 362,118 Z';
const leftLung =
  'M638,118 C688,118 746,150 784,205 C840,290 882,425 896,540 C908,650 908,780 894,868 C862,800 820,762 758,752 C700,744 640,748 600,752 L556,240 C562,170 592,118 638,118 Z';

/** Where the chest wall is at a height, on the picture's left half. */
const wallAt = (y: number): number => {
  const t = Math.max(0, Math.min(1, (y - 130) / 500));
  return 300 - 205 * Math.sin((t * Math.PI) / 2) ** 0.75;
};

const bothSides = (draw: (mirror: (x: number) => number) => string): string =>
  draw((x) => x) + draw((x) => 1000 - x);

const posteriorRibs = (): string[] =>
  Array.from({ length: 10 }, (_, index) => {
    const y = 128 + index * 66;
    const lateral = wallAt(y + 70 + index * 6);
    return bothSides((m) => {
      const bend = `${m(455)},${y + 14} C${m(400)},${y - 26} ${m(lateral + 120)},${y - 34} ${m(lateral + 34)},${y + 26} C${m(lateral + 10)},${y + 46} ${m(lateral)},${y + 66} ${m(lateral - 2)},${y + 92 + index * 4}`;
      return stroke(`M${bend}`, 21);
    });
  });

const anteriorRibs = (): string =>
  Array.from({ length: 6 }, (_, index) => {
    const y = 215 + index * 78;
    const lateral = wallAt(y);
    return bothSides((m) =>
      stroke(
        `M${m(lateral - 2)},${y} C${m(lateral + 20)},${y + 70} ${m(lateral + 90)},${y + 118} ${m(Math.min(390, lateral + 175 - index * 4))},${y + 128}`,
        24,
      ),
    );
  }).join('');

const spine = (): string =>
  Array.from({ length: 16 }, (_, index) => {
    const y = -10 + index * 64;
    const half = 33 + index * 0.9;
    return (
      `<rect x="${500 - half}" y="${y}" width="${2 * half}" height="50" rx="9"/>` +
      `<ellipse cx="${500 - half + 10}" cy="${y + 22}" rx="9" ry="13"/><ellipse cx="${500 + half - 10}" cy="${y + 22}" rx="9" ry="13"/>`
    );
  }).join('');

/** Vessels that leave the hila, branch and thin out. */
const vessels = (random: () => number): string => {
  const parts: string[] = [];
  const grow = (x: number, y: number, angle: number, width: number, depth: number): void => {
    const length = 46 + random() * 40;
    const x2 = x + Math.cos(angle) * length;
    const y2 = y + Math.sin(angle) * length;
    parts.push(stroke(`M${x.toFixed(0)},${y.toFixed(0)} L${x2.toFixed(0)},${y2.toFixed(0)}`, width));
    if (depth === 0) return;
    grow(x2, y2, angle + 0.15 + random() * 0.45, width * 0.68, depth - 1);
    grow(x2, y2, angle - 0.15 - random() * 0.45, width * 0.68, depth - 1);
  };
  for (const angle of [-1.15, -0.5, 0.15, 0.7, 1.15]) {
    grow(585, 430, angle, 14, 4);
    grow(418, 445, Math.PI - angle, 14, 4);
  }
  return parts.join('');
};

const heartPath = (supine: boolean): string => {
  const wide = supine ? 34 : 0;
  return `M462,372 C440,430 ${408 - wide},520 ${402 - wide},620 C${398 - wide},700 ${420 - wide},770 500,790 C580,800 ${690 + wide},800 ${722 + wide},762 C${738 + wide},700 ${700 + wide},610 ${640 + wide / 2},520 C606,462 590,430 580,372 Z`;
};

const letter = { L: 'M0,0 L0,44 L28,44', R: 'M0,44 L0,0 L18,0 C34,0 34,24 18,24 L0,24 M16,24 L32,44' };

const devicePaths = {
  ett: { data: 'M512,0 C514,120 506,200 502,262', width: 15, hollow: true },
  cvc: { data: 'M352,0 C356,80 380,150 420,220 C446,270 452,330 454,415', width: 5, hollow: false },
  ngt: { data: 'M492,0 C488,260 500,520 520,740 C540,810 620,850 700,862', width: 7, hollow: true },
  leads: {
    data: 'M90,330 C200,420 250,520 230,640 M880,300 C800,420 780,540 800,690',
    width: 5,
    hollow: false,
  },
};

/** A frontal chest film: the picture's left is the patient's right. */
export const frontalLayers = (spec: PhantomSpec, random: () => number) => {
  const supine = spec.supine ?? false;
  const lungs = pathOf(rightLung) + pathOf(leftLung);
  const lung: Layer = { shapes: lungs, blur: 9, weight: 1 };
  const ribs = posteriorRibs().join('');
  const inner = ribs.replaceAll('stroke-width="21"', 'stroke-width="11"');
  const layers: Layer[] = [
    { shapes: pathOf(body), blur: 16, weight: 1.05 },
    { shapes: '<ellipse cx="500" cy="560" rx="430" ry="620"/>', blur: 90, weight: 0.35 },
    { shapes: lungs, blur: 26, weight: -0.42 },
    { shapes: lungs, blur: 5, weight: -0.62 },
    { shapes: '<rect x="448" y="-20" width="112" height="1040"/>', blur: 30, weight: 0.1 },
    { shapes: pathOf(heartPath(supine)), blur: 11, weight: 0.7 },
    {
      shapes:
        '<path d="M452,150 C446,240 440,330 446,420 L470,420 L470,150 Z"/><ellipse cx="572" cy="318" rx="42" ry="48"/><path d="M560,330 C600,420 575,600 566,790 L530,790 L530,330 Z"/>',
      blur: 10,
      weight: 0.24,
    },
    {
      shapes: '<ellipse cx="420" cy="455" rx="40" ry="62"/><ellipse cx="588" cy="428" rx="38" ry="54"/>',
      blur: 22,
      weight: 0.3,
    },
    { shapes: vessels(random), blur: 3.5, weight: 0.17 },
    {
      shapes:
        stroke('M503,0 L500,325', 34, 'white', 'butt') +
        stroke('M500,322 L432,415', 24) +
        stroke('M500,322 L566,398', 22),
      blur: 7,
      weight: -0.27,
    },
    { shapes: spine(), blur: 4, weight: 0.17 },
    { shapes: ribs, blur: 3, weight: 0.2 },
    { shapes: inner, blur: 3, weight: -0.08 },
    { shapes: anteriorRibs(), blur: 6, weight: 0.085 },
    {
      shapes: bothSides((m) =>
        stroke(
          `M${m(468)},222 C${m(400)},236 ${m(330)},196 ${m(250)},172 C${m(190)},152 ${m(140)},140 ${m(95)},138`,
          25,
        ),
      ),
      blur: 4,
      weight: 0.27,
    },
    {
      shapes: bothSides((m) =>
        pathOf(
          `M${m(70)},180 C${m(110)},150 ${m(160)},175 ${m(165)},240 C${m(185)},350 ${m(supine ? 215 : 150)},450 ${m(supine ? 205 : 140)},520 C${m(100)},470 ${m(70)},330 ${m(70)},180 Z`,
        ),
      ),
      blur: 8,
      weight: supine ? 0.17 : 0.1,
    },
    { shapes: bothSides((m) => `<ellipse cx="${m(46)}" cy="208" rx="58" ry="62"/>`), blur: 8, weight: 0.34 },
    { shapes: '<path d="M90,830 C160,700 330,690 392,760 L392,1100 L40,1100 Z"/>', blur: 20, weight: 0.26 },
    {
      shapes: '<ellipse cx="735" cy="842" rx="66" ry="36"/><ellipse cx="800" cy="905" rx="52" ry="40"/>',
      blur: 9,
      weight: -0.36,
    },
  ];
  for (const device of spec.devices ?? []) {
    const { data, width, hollow } = devicePaths[device];
    layers.push({ shapes: stroke(data, width), blur: 2, weight: hollow ? 0.42 : 0.4 });
    if (hollow) layers.push({ shapes: stroke(data, width * 0.45), blur: 2, weight: -0.26 });
    if (device === 'leads')
      layers.push({
        shapes:
          '<circle cx="90" cy="330" r="13"/><circle cx="880" cy="300" r="13"/><circle cx="800" cy="690" r="13"/>',
        blur: 2,
        weight: 0.5,
      });
  }
  if (spec.marker) {
    const x = spec.marker === 'L' ? 856 : 112;
    layers.push({
      shapes: `<g transform="translate(${x} 128)">${stroke(letter[spec.marker], 9, 'white', 'butt')}</g>`,
      blur: 1.2,
      weight: 2,
    });
  }
  const curve = (value: number): number => 0.03 + 0.97 * (1 - Math.exp(-Math.max(0, value) * 0.92)) ** 1.3;
  return { layers, lung, curve };
};
