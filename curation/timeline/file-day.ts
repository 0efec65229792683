/**
 * The day that a file name states: `cavitating-pneumonia-4-day28-PA.png`, `..._Fig1_HTML.webp-day5.png`,
 * `covid-19-pneumonia-44-day-0.jpeg`, `CXR-D1-COVID19.png`. Only a day of its own counts: the digits end
 * there and the word stands apart.
 */

const dayInName = /(?:^|[-_. ])(?:day|giorno)[-_ ]?(\d{1,3})(?=$|[-_. ])/i;
const shortDay = /(?:^|[-_. ])(?:CXR|RX|CT|XR)[-_]?D(\d{1,2})(?=$|[-_. ])/;

export interface FileDay {
  readonly day: number;
  /** As it stands in the name. */
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

export function dayOfFileName(name: string): FileDay | null {
  const plain = name.slice(0, 300);
  const match = dayInName.exec(plain) ?? shortDay.exec(plain);
  if (!match?.[1]) return null;
  const digits = match[1];
  const lead = /^[-_. ]/.test(match[0]) ? 1 : 0;
  const start = match.index + lead;
  const end = match.index + match[0].length;
  return { day: Number(digits), words: plain.slice(start, end), start, end };
}

const anotherTime = /(?:^|[-_. ])(?:prior|previous|old|later|follow-?up|fu|control|controllo)(?=$|[-_. \d])/i;
/** Whether a file name says that its film is an earlier or a later one than the others of its case. */
export const isOfAnotherTime = (name: string): boolean => anotherTime.test(name.slice(0, 300));
