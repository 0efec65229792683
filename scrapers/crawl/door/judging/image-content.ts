import { fileTypeFromBuffer } from 'file-type';

/** Media type by magic bytes, never by name or header; null when it is no image (raster or DICOM) known. */
export const imageType = async (body: Uint8Array): Promise<string | null> => {
  const mime = (await fileTypeFromBuffer(body))?.mime;
  return mime !== undefined && (mime.startsWith('image/') || mime === 'application/dicom') ? mime : null;
};

/**
 * Whether the file reaches its own end mark: servers hand out cut files with a matching Content-Length.
 * JPEG: an end-of-image mark behind the last start-of-scan (embedded thumbnails have an end mark of their own, in front
 * of it); PNG: IEND; GIF: trailer. Other types are not judged.
 */
export const isWholeImage = (body: Uint8Array, mime: string): boolean => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (mime === 'image/jpeg') {
    return bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > bytes.lastIndexOf(Buffer.from([0xff, 0xda]));
  }
  if (mime === 'image/png') return bytes.lastIndexOf('IEND', undefined, 'latin1') > 0;
  if (mime === 'image/gif') return bytes.subarray(-16).includes(0x3b);
  return true;
};
