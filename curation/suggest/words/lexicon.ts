/**
 * Words by meaning. A language is one folder that fills these lists; the passes know meanings, never a language.
 * Entries are the inside of a regular expression, without groups that capture: `grand(?:mother|father)`.
 */
export interface ClauseWords {
  /** Verbs that are always finite: "was", "had", "can", "è". */
  readonly auxiliaries: readonly string[];
  /** Finite forms that no ending tells: "became", "underwent", "muore". */
  readonly verbs: readonly string[];
  /** Endings of participles that may stand for a whole verb: "required", "ricoverato". */
  readonly participles: readonly string[];
  /** Words with such an ending that describe a thing: "increased", "isolated". */
  readonly describing: readonly string[];
  /** Participles that take an object, so that a noun behind them makes them no adjective: "required oxygen". */
  readonly transitive: readonly string[];
  /** Nouns that say when or where behind a participle: "extubated day 3". */
  readonly places: readonly string[];
  /** Verbs without a subject that begin a part of their own behind a comma: "requiring". */
  readonly gerunds: readonly string[];
  readonly coordinators: readonly string[];
  /** Coordinators that carry a denial on: "or", "nor". */
  readonly alternatives: readonly string[];
  /** Words that always begin a clause: "but", "because", "although". */
  readonly subordinators: readonly string[];
  /** The same, where a subject or a verb follows: "after", "since", "as". */
  readonly conjunctions: readonly string[];
  readonly conditions: readonly string[];
  readonly relatives: readonly string[];
  /** Adverbs that may join clauses: "then", "otherwise". */
  readonly joiningAdverbs: readonly string[];
  /** Subordinators that may go on without a verb: "until day 6". */
  readonly verbless: readonly string[];
  /** Before a word of condition they make it "although". */
  readonly concessions: readonly string[];
  /** Relatives that join as well: "che". */
  readonly ambiguousRelatives: readonly string[];
  /** Last words of what says when, before a comma: "later", "day". */
  readonly openers: readonly string[];
  readonly pronouns: readonly string[];
  readonly determiners: readonly string[];
  readonly prepositions: readonly string[];
  /** Adverbs that may stand between a joint and its verb, beside those in -ly and -mente. */
  readonly adverbs: readonly string[];
}

export interface PersonWords {
  /** Kin, contacts and bystanders, by the sex that the word tells. */
  readonly otherWomen: readonly string[];
  readonly otherMen: readonly string[];
  readonly others: readonly string[];
  /** Somebody else, unless the case is theirs. */
  readonly newborns: readonly string[];
  /** Words for the mother of a child, who may be the patient. */
  readonly mothers: readonly string[];
  readonly children: readonly string[];
  /** Grown-ups by sex; a girl is a woman where only the sex is asked. */
  readonly women: readonly string[];
  readonly men: readonly string[];
  /** "La paziente", "il paziente": the article tells the sex, of women and of men. */
  readonly patientByArticle: readonly string[];
  /** Participles whose ending tells the patient's sex, without it: "ricoverat". */
  readonly agreeing: readonly string[];
  /** A woman is with child or gives birth. */
  readonly birth: readonly string[];
  /** What brings a child: behind it stands the child's sex. */
  readonly bearing: readonly string[];
  /** Beginnings of what is told of somebody, rather than done by them: "was", "tested". */
  readonly happening: readonly string[];
  /** Beginnings of what relatives decide, which happens to the patient: "opted for". */
  readonly deciding: readonly string[];
  /** Those who treat: what they do, they do to the patient. */
  readonly staff: readonly string[];
  /** Those who write: "we". */
  readonly narrators: readonly string[];
  /** "Another patient", "the man in the next bed": words that make anyone somebody else. */
  readonly anotherPatient: readonly string[];
  /** More than one person, or a share of them. */
  readonly groups: readonly string[];
  /** Plural words behind these do not take the clause from the patient: "contact with COVID-19 patients". */
  readonly aside: readonly string[];
  readonly patients: readonly string[];
  readonly she: readonly string[];
  readonly he: readonly string[];
  readonly they: readonly string[];
  /** "Her", of "her husband". */
  readonly ofHer: readonly string[];
  readonly ofHim: readonly string[];
  /** Who is told of when a paper is named: "et al.", "in the literature". */
  readonly literature: readonly string[];
  /** A person is told of for comparison: "others have reported", "a similar case", "one of them". */
  readonly compared: readonly string[];
}

export interface WhetherWords {
  readonly denied: readonly string[];
  /** Denials that deny nothing of what follows: "no change", "not only". */
  readonly notDenied: readonly string[];
  /** Behind what was open: that it did not come to it. "But was not needed". */
  readonly settledNo: readonly string[];
  /** Denials that end a state, which therefore was: "no longer on oxygen". */
  readonly ended: readonly string[];
  readonly deniedBehind: readonly string[];
  /** What takes something out of a denial: "except", "other than". */
  readonly exceptions: readonly string[];
  /** What a denial does not reach beyond: another time, a reason. "During", "because of". */
  readonly denialEnds: readonly string[];
  /** Words that begin, behind a comma, what there is: "normal", "on". */
  readonly there: readonly string[];
  /** Examinations: one that is negative was done. */
  readonly tests: readonly string[];
  readonly open: readonly string[];
  readonly notOpen: readonly string[];
  /** Right before the words: "nearly intubated", "recommended intubation". */
  readonly notYet: readonly string[];
  readonly openBehind: readonly string[];
  readonly past: readonly string[];
  readonly pastBehind: readonly string[];
}

export interface TimeWords {
  readonly minutes: readonly string[];
  readonly hours: readonly string[];
  readonly days: readonly string[];
  readonly weeks: readonly string[];
  readonly months: readonly string[];
  readonly years: readonly string[];
  /** Words before an amount that belong to it: "about", "the last". */
  readonly about: readonly string[];
  /** Amounts without a number: "a few". */
  readonly vague: readonly string[];
  /** Between a number and its unit: "three whole days". */
  readonly whole: readonly string[];
  /** Behind an amount: "later", "ago". */
  readonly away: readonly string[];
  /** Behind or before an amount that is somebody's age. */
  readonly ages: readonly string[];
  readonly agesBefore: readonly string[];
  /** How often: "twice a day", "every other week". */
  readonly often: readonly string[];
  /** A time told from another one: "the next morning", "overnight". */
  readonly pointed: readonly string[];
  /** Times named by what was done: "postoperatively", "after surgery". */
  readonly stages: readonly string[];
  readonly seasons: readonly string[];
}
