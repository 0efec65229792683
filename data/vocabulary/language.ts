/** Common short words of the languages that sources are written in. */
const common: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    'the of and to with was in on for is were had at by an from this that which after chest'.split(' '),
  ),
  it: new Set(
    'il lo la gli di del della dei e ed con per un una da dal nel nella che non si al alla paziente'.split(
      ' ',
    ),
  ),
  de: new Set('der die das und mit ein eine von im zu den des ist nach bei auf wurde als patient'.split(' ')),
  fr: new Set('le les des et du une dans avec pour par est au aux qui sur sont patiente'.split(' ')),
  es: new Set('el los las y del con una por para que se en al es su paciente fue'.split(' ')),
};

/** Language of a text by its common words (`en` when there is too little to tell). Codes as BCP 47. */
export function languageOf(text: string): string {
  const words =
    text
      .slice(0, 4_000)
      .toLowerCase()
      .match(/\p{L}{1,20}/gu) ?? [];
  let best = 'en';
  let most = 0;
  for (const [language, set] of Object.entries(common)) {
    const hits = words.filter((word) => set.has(word)).length;
    if (hits > most) [best, most] = [language, hits];
  }
  return most >= 2 ? best : 'en';
}
