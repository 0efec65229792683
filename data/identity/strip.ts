import { stripBmp } from './bmp.ts';
import { stripGif } from './gif.ts';
import { stripGzip } from './gzip.ts';
import { stripJp2 } from './jp2.ts';
import { stripJpeg } from './jpeg.ts';
import { isNifti, stripNifti } from './nifti.ts';
import { stripPng } from './png.ts';
import { MayNameSomebody, type Stripped } from './rest.ts';
import { stripTiff } from './tiff.ts';
import { stripWebp } from './webp.ts';

export { type Found, MayNameSomebody, type Stripped } from './rest.ts';

/** First group and element of a data set without DICOM's preamble: ACR-NEMA, or DICOM as some devices write it. */
const looksLikeDataSet = (file: Buffer): boolean => {
  if (file.length < 16) return false;
  const [little, big] = [file.readUInt32LE(0), file.readUInt32BE(0)];
  const group = [file.readUInt16LE(0), file.readUInt16BE(0)].find((one) => one === 0x0002 || one === 0x0008);
  const element = group === file.readUInt16LE(0) ? little >>> 16 : big & 0xffff;
  return group !== undefined && element <= 0x0100;
};

/** Whether these are the bytes of a DICOM file, whatever its name: the patient stands in its header. */
export const isDicom = (file: Buffer): boolean =>
  file.toString('latin1', 128, 132) === 'DICM' || looksLikeDataSet(file);

const begins = (file: Buffer, text: string, at = 0): boolean =>
  file.toString('latin1', at, at + text.length) === text;

/** How each format is stripped, by how its files begin. */
const formats: readonly (readonly [(file: Buffer) => boolean, (file: Buffer) => Stripped])[] = [
  [(file) => begins(file, '\xff\xd8\xff'), stripJpeg],
  [(file) => begins(file, '\x89PNG\r\n\x1a\n'), stripPng],
  [(file) => begins(file, 'II*\0') || begins(file, 'MM\0*'), stripTiff],
  [(file) => begins(file, 'GIF87a') || begins(file, 'GIF89a'), stripGif],
  [(file) => begins(file, 'RIFF') && begins(file, 'WEBP', 8), stripWebp],
  [(file) => begins(file, 'BM'), stripBmp],
  [(file) => begins(file, '\0\0\0\x0cjP  \r\n\x87\n') || begins(file, '\xff\x4f\xff\x51'), stripJp2],
  [(file) => begins(file, '\x1f\x8b\x08'), stripGzip],
  [isNifti, stripNifti],
];

/**
 * A file as it may leave the workspace: without anything but what its picture is shown by (pixels, colours, orientation,
 * resolution). Nothing is decoded or coded anew; a file that holds nothing else is given back as it is.
 * @throws MayNameSomebody for DICOM, for a kind of file that is not known here, and for one whose lengths do not add up
 */
export function stripIdentity(bytes: Uint8Array): Stripped {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isDicom(file))
    throw new MayNameSomebody(
      'it is a DICOM file, which holds name and number of the patient',
      'export the picture as PNG from a viewer, without its header, and import that, or exclude the image',
    );
  const format = formats.find(([fits]) => fits(file));
  if (!format) throw new MayNameSomebody('it is of a kind that is not known here');
  try {
    return format[1](file);
  } catch (cause) {
    if (cause instanceof RangeError) throw new MayNameSomebody('the lengths in it do not add up');
    throw cause;
  }
}
