/** `1 image`, `2 images`. */
export const countedWords = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;

/** What a cohort holds, in one sentence: the card and the statistics page begin with it. */
export const cohortInWords = (cohort: {
  images: number;
  patients: number;
  frontal: number;
  lateral: number;
  countries: number;
}): string => {
  const { images, patients, frontal, lateral, countries } = cohort;
  const places =
    countries === 0 ? 'places that nobody states' : countedWords(countries, 'country', 'countries');
  return `${countedWords(images, 'image')} of ${countedWords(patients, 'patient')} from ${places}; ${frontal} frontal and ${countedWords(lateral, 'lateral radiograph')}.`;
};
