import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readLibraryBytes } from '../../../../data/files/project-files.ts';

/** What we use of the decoders that pdf.js ships as files of their own. */
interface Decoders {
  Jbig2Image: WasmDecoder & {
    instance: {
      decode(
        bytes: Uint8Array,
        width: number,
        height: number,
        globals: Uint8Array | null,
        fax?: FaxParameters,
      ): Promise<Uint8Array>;
    };
  };
  JpxImage: WasmDecoder & {
    instance: { decode(bytes: Uint8Array, options: { numComponents: number }): Promise<Uint8Array> };
    parseImageProperties(bytes: Uint8Array): { width: number; height: number; componentsCount: number };
  };
  setVerbosityLevel(level: number): void;
}

interface WasmDecoder {
  setOptions(options: {
    useWasm: boolean;
    useWorkerFetch: boolean;
    wasmUrl: string;
    getHandler(): { sendWithPromise(action: string, request: { filename: string }): Promise<Uint8Array> };
  }): void;
}

/** The parameters of a fax stream (ISO 32000-1, table 11). */
export interface FaxParameters {
  K: number;
  EndOfLine: boolean;
  EncodedByteAlign: boolean;
  Columns: number;
  Rows: number;
  EndOfBlock: boolean;
  BlackIs1: boolean;
}

const packageFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** Folders of pdf.js's data files, with the trailing slash it asks for. */
export const pdfjsFolders = {
  wasm: `${join(packageFolder, 'wasm')}/`,
  profiles: `${join(packageFolder, 'iccs')}/`,
  characterMaps: `${join(packageFolder, 'cmaps')}/`,
  fonts: `${join(packageFolder, 'standard_fonts')}/`,
};

let loading: Promise<Decoders> | undefined;

function decoders(): Promise<Decoders> {
  loading ??= (async () => {
    const module: Decoders = await import('pdfjs-dist/image_decoders/pdf.image_decoders.mjs' as string);
    module.setVerbosityLevel(0);
    module.JpxImage.setOptions({
      useWasm: true,
      useWorkerFetch: false,
      wasmUrl: pdfjsFolders.wasm,
      getHandler: () => ({
        sendWithPromise: (_, { filename }) => readLibraryBytes(join(pdfjsFolders.wasm, filename)),
      }),
    });
    return module;
  })();
  return loading;
}

/** Decodes JBIG2 to 1-bit rows, 1 = white as in DeviceGray. */
export async function decodeJbig2(
  bytes: Uint8Array,
  width: number,
  height: number,
  globals: Uint8Array | null,
): Promise<Uint8Array> {
  const { Jbig2Image } = await decoders();
  return Jbig2Image.instance.decode(bytes, width, height, globals);
}

/** Decodes fax data (CCITT group 3 and 4) to 1-bit rows as the PDF filter gives them. */
export async function decodeFax(
  bytes: Uint8Array,
  width: number,
  height: number,
  parameters: FaxParameters,
): Promise<Uint8Array> {
  const { Jbig2Image } = await decoders();
  return Jbig2Image.instance.decode(bytes, width, height, null, parameters);
}

export interface JpxPixels {
  width: number;
  height: number;
  components: number;
  /** Interleaved 8-bit samples. */
  samples: Uint8Array;
}

/** Decodes JPEG 2000 at full size to 8 bits a sample (deeper samples keep their upper eight bits). */
export async function decodeJpx(bytes: Uint8Array): Promise<JpxPixels> {
  const { JpxImage } = await decoders();
  const { width, height, componentsCount } = JpxImage.parseImageProperties(bytes);
  const samples = await JpxImage.instance.decode(bytes, { numComponents: componentsCount });
  return { width, height, components: Math.round(samples.length / (width * height)), samples };
}
