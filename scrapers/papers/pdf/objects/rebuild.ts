import type { ObjectReader } from './object-reader.ts';
import { PDFName, PDFWriter } from './pdf-lib.ts';

/**
 * Writes the objects of a damaged file anew, under a catalogue and page tree of their own, for readers that give up where
 * the table of objects is lost. Objects keep their numbers.
 * @returns `null` when no page was found
 */
export async function rebuild(reader: ObjectReader): Promise<Uint8Array | null> {
  const { context } = reader;
  const found = reader.pages();
  if (found.length === 0) return null;
  const tree = context.nextRef();
  const kids = found.map((page) => {
    const copy = page.dictionary.clone(context);
    copy.set(PDFName.of('Parent'), tree);
    // What a page inherited from the old tree becomes its own.
    copy.set(PDFName.of('MediaBox'), context.obj([...page.box]));
    copy.delete(PDFName.of('CropBox'));
    copy.set(PDFName.of('Rotate'), context.obj(page.rotate));
    if (page.resources !== undefined) copy.set(PDFName.of('Resources'), page.resources);
    return context.register(copy);
  });
  context.assign(tree, context.obj({ Type: 'Pages', Kids: kids, Count: kids.length }));
  context.trailerInfo.Root = context.register(context.obj({ Type: 'Catalog', Pages: tree }));
  return PDFWriter.forContext(context, Number.POSITIVE_INFINITY).serializeToBuffer();
}
