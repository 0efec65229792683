/**
 * How often each way of dating an image was right on the curated rows (docs/suggestions.md has the counts).
 * A day is read in steps, so these are confidences of the last step; a chain can be no surer than its parts.
 */
export const dayConfidence = {
  /** "hospital day 6", "illness day 7", "12 days after admission" in the image's own words. */
  ownExplicit: 0.93,
  /** "on day 4", without saying of what. */
  ownPlain: 0.9,
  /** "on admission", "at presentation" in the image's own words. */
  ownSame: 0.9,
  /** The same where several images share the words. */
  sharedSame: 0.7,
  sharedExplicit: 0.7,
  /** The only day that a text of several images names, with its anchor. */
  soleShared: 0.82,
  /** "5 days later" after a dated image. */
  chained: 0.88,
  /** The same, when the image before it has no day. */
  chainedUndated: 0.55,
  /** A sentence beside the film, not about it: "Four days following admission, the patient developed ...". */
  beside: 0.72,
  /** A file name that states the day; agreed by the text; against the text. */
  fileName: 0.93,
  fileNameAgreed: 0.97,
  fileNameDisputed: 0.6,
  fileNameAdmission: 0.93,
  /** Difference of a date in the text from one of an anchor. */
  dates: 0.84,
  /** The same from a date beside the image. */
  imageDate: 0.82,
  /** The same from a date of onset: curators counted it as day 0 and as day 1 about equally often. */
  fromOnsetDate: 0.5,
  /** The words date the film otherwise than the source does. */
  disputedDate: 0.65,
  /** A scan's day, of an image that may be a film. */
  eitherFilm: 0.7,
  /** Days of two images that cannot both be right. */
  contradicted: 0.6,
  /** Two days of one count stand beside one film. */
  eitherDay: 0.7,
  /** "Day 4" within a sentence: the count may start with the complaints or with the admission. */
  eitherAnchor: 0.75,
  /** The same where the words name the anchor, or head a film as its title: readers may count on from either. */
  namedAnchor: 0.82,
  /** The date beside the image says the same day. */
  agreedDate: 0.93,
  /** "Initial presentation" of a patient who came twice. */
  firstOfTwo: 0.7,
  /** "After four days, he was intubated ... The X-ray (Fig. 1b) shows": the day the text has come to. */
  narrative: 0.8,
  /** Complaints' duration for the first film. */
  duration: 0.84,
  /** So many days by the dates from another film whose words say its day. */
  besideDated: 0.75,
  /** In a dated series of which nothing else is known: right as a count from its first film, seldom as the table's. */
  firstImage: 0.3,
} as const;
