import type { Box } from '../pdf/objects/geometry.ts';
import type { RasterDraw } from '../pdf/page/raster-draws.ts';

/** Something drawn on a page that may be (part of) a figure. Boxes in points from the page's top left corner. */
export interface Graphic {
  page: number;
  box: Box;
  rasters: RasterDraw[];
  /** Painted paths in it; 0 for a raster alone. */
  paths: number;
}
