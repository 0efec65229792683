/** `1 image`, `2 images`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
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
  const places = countries === 0 ? 'places that nobody states' : counted(countries, 'country', 'countries');
  return `${counted(images, 'image')} of ${counted(patients, 'patient')} from ${places}; ${frontal} frontal and ${counted(lateral, 'lateral radiograph')}.`;
};
