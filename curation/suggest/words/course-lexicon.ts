/**
 * Words for a patient's course by meaning, as `lexicon.ts` has them for clauses. What they are of is told by the
 * clause that they stand in; here stand only the ways to say each.
 */
export interface OxygenWords {
  /** The gas itself. */
  readonly gas: readonly string[];
  /** Behind the gas: a measure of it, not the gift. */
  readonly measured: readonly string[];
  /** Right before the gas, or a word or two ahead: "on", "with", "litres of", "required". */
  readonly givingBefore: readonly string[];
  /** Right behind the gas: "therapy", "via", "was started". */
  readonly givingBehind: readonly string[];
  /** Whole words for oxygen given: "supplemental oxygenation", "ossigenoterapia". */
  readonly therapies: readonly string[];
  /** What only gives oxygen: nasal prongs, Venturi masks, high flow. */
  readonly devices: readonly string[];
  /** What is worn for other reasons too: only beside a flow or the gas. */
  readonly masks: readonly string[];
  /** Behind a number: litres. */
  readonly litres: readonly string[];
  readonly perMinute: readonly string[];
  readonly roomAir: readonly string[];
  /** "Stayed on", "never off": room air all the time. */
  readonly staying: readonly string[];
  readonly allTheTime: readonly string[];
  /** "Weaned to", "back on": oxygen before. */
  readonly backTo: readonly string[];
  /** Words of needing it: their denial is a denial of the whole course. */
  readonly needing: readonly string[];
  /** A time that a denial is limited to: "on admission", "at discharge", "by day 7". */
  readonly thenOnly: readonly string[];
  /** Flows of other things: a circuit, a drip, a drain. */
  readonly otherFlows: readonly string[];
}

export interface BreathingWords {
  /** Ways to say that a tube was put in. */
  readonly intubation: readonly string[];
  /** A machine breathes: by its name, or by a verb. */
  readonly ventilation: readonly string[];
  /** Breathing support without a tube. */
  readonly nonInvasive: readonly string[];
  /** A tube or a ventilator that was ruled out beforehand: "DNI", "not for intubation". */
  readonly notForIntubation: readonly string[];
  readonly extubation: readonly string[];
  /** It was tried in vain. */
  readonly extubationFailed: readonly string[];
  /** Bound to the ventilator to the end, or not to be got off it. */
  readonly neverOff: readonly string[];
  /** The reason of an intubation that tells nothing of the lungs. */
  readonly forSurgery: readonly string[];
}

export interface IntensiveCareWords {
  /** The place: "ICU", "terapia intensiva". */
  readonly units: readonly string[];
  /** Units beneath it. */
  readonly lesser: readonly string[];
  /** Behind the place: people and things of it. */
  readonly ofTheUnit: readonly string[];
  /** Coming there, or needing it. */
  readonly entering: readonly string[];
  /** Being there: "was", "days", "ventilated". */
  readonly being: readonly string[];
  readonly leaving: readonly string[];
  /** Behind the place: "admission", "stay", "course". */
  readonly stays: readonly string[];
  /** It was not needed, not gone to, or ruled out: whole phrases with their denial. */
  readonly neverThere: readonly string[];
  /** Ward care all the way: never in intensive care. */
  readonly wardThroughout: readonly string[];
}

export interface OutcomeWords {
  readonly dying: readonly string[];
  /** What is done after a death, on a day of its own. */
  readonly buried: readonly string[];
  /** Support taken away from somebody who then dies. */
  readonly supportWithdrawn: readonly string[];
  readonly afterDeath: readonly string[];
  /** Things that die. */
  readonly things: readonly string[];
  readonly discharge: readonly string[];
  readonly goingHome: readonly string[];
  readonly movedOn: readonly string[];
  /** Places that one leaves without having left the hospital for good. */
  readonly notTheHospital: readonly string[];
  readonly recovering: readonly string[];
  readonly alive: readonly string[];
  /** At work, at school. */
  readonly backInLife: readonly string[];
  /** Weeks or months later, at a clinic. */
  readonly seenLater: readonly string[];
  /** How one is, seen later: well, cleared. */
  readonly well: readonly string[];
  /** Better, normal: of weeks these tell little, of months enough. */
  readonly better: readonly string[];
  readonly afterDischarge: readonly string[];
}

export interface TestWords {
  /** Tests of nucleic acid. */
  readonly molecular: readonly string[];
  /** The same three letters may be C-reactive protein. */
  readonly bare: readonly string[];
  /** Swabs and tests that say no more. */
  readonly swabs: readonly string[];
  /** Tests of other things: antibodies, antigens, cultures. */
  readonly otherTests: readonly string[];
  readonly virus: readonly string[];
  readonly otherGerms: readonly string[];
  readonly positive: readonly string[];
  /** Found or confirmed: positive beside a test. */
  readonly found: readonly string[];
  readonly negative: readonly string[];
  /** Before the test's name: whose result says that the illness is over. */
  readonly control: readonly string[];
  /** Between a result and its test: "by", "on". */
  readonly by: readonly string[];
  /** Between a result and its germ: "for". */
  readonly for: readonly string[];
}
