/** Words for what happens to a patient on a day, by meaning: whose day a clause tells hangs on them. */
export interface DayWords {
  /** The patient comes to a hospital: "presented", "was brought to". */
  readonly comes: readonly string[];
  /** The patient is taken in: surer than having come. */
  readonly admitted: readonly string[];
  /** "Again", "to intensive care", "had been": words behind or before that make it no admission of this illness. */
  readonly notAdmitted: readonly string[];
  /** The illness begins: "fell ill", "onset". */
  readonly fallsIll: readonly string[];
  /** The illness shows something, which is its beginning where a complaint is named: "developed", "noticed". */
  readonly develops: readonly string[];
  /** "Since", right before the day. */
  readonly since: readonly string[];
  /** People and places that are no hospital. */
  readonly elsewhere: readonly string[];
  /** What else happens on a day: "was born", "was intubated", "died". */
  readonly happens: readonly string[];
  /** Tests of something taken from the patient, and other examinations that are no image of the chest. */
  readonly tests: readonly string[];
  readonly films: readonly string[];
  readonly scans: readonly string[];
  /** Words that an event behind them is only counted from: "after intubation". */
  readonly countedFrom: readonly string[];
}
