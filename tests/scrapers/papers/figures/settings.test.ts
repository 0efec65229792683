import { describe, expect, it } from 'vitest';
import { read } from '../layout-pages.ts';
import { drawings } from './settings/drawings.ts';
import { journals } from './settings/journals.ts';
import { manuscripts } from './settings/manuscripts.ts';
import { preprints } from './settings/preprints.ts';
import type { Setting } from './settings/sheet.ts';

const all: Setting[] = [...manuscripts, ...preprints, ...journals, ...drawings];

describe('ways of setting figures, what is right of them written before they were read', () => {
  it.each(all.map((setting) => [setting.kind, setting.name, setting] as const))(
    '%s: %s',
    async (_kind, _name, setting) => {
      const paper = await read(setting.pdf);
      const found = paper.figures.map(({ label, caption, images }) => {
        const parts = new Set(images.flatMap(({ tiles }) => tiles));
        const pictures = images.filter(({ id, role }) => role === 'image' && !parts.has(id));
        return {
          label,
          caption,
          images: pictures.length,
          sizes: pictures.map((one) => [one.width, one.height]),
        };
      });
      expect(found.map(({ sizes: _, ...figure }) => figure)).toEqual(
        setting.figures.map(({ sizes: _, ...figure }) => figure),
      );
      for (const [index, { sizes }] of setting.figures.entries())
        if (sizes !== undefined) expect(found[index]?.sizes).toEqual(sizes);
      expect(paper.uncaptioned.length).toBe(setting.uncaptioned ?? 0);
    },
  );
});
