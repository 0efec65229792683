import type { ClauseWords } from '../lexicon.ts';

/** English words that clauses are cut by. */
export const clauses: ClauseWords = {
  auxiliaries:
    "was|were|is|are|has|had|have|did|does|do|could|may|might|would|will|should|shall|can|cannot|must|isn[’']t|wasn[’']t|weren[’']t|aren[’']t|didn[’']t|doesn[’']t|don[’']t|hadn[’']t|hasn[’']t|haven[’']t|couldn[’']t|can[’']t|won[’']t|wouldn[’']t|shouldn[’']t".split(
      '|',
    ),
  verbs:
    'became|becomes|began|begins|bled|broke|brought|came|comes|chose|drove|fell|felt|flew|forgot|gave|gives|goes|got|grew|held|kept|knew|lay|led|left|lost|made|met|paid|ran|rose|said|saw|sat|shows|sought|spent|stood|stays|swallowed|takes|thought|threw|told|took|underwent|undergoes|wanted|went|withdrew|woke|wore|wrote|dies|denies|develops|improves|needs|presents|receives|remains|reports|requires|returns|shows|showed|suffers|tests|tolerates|makes|made|gets|seems|lives|works|confirms|reveals|demonstrates|passed'.split(
      '|',
    ),
  participles: ['\\p{L}{2,}(?<!e)ed', '\\p{L}{2,}eed'],
  describing:
    'abandoned|advanced|affected|aged|air-filled|altered|appreciated|associated|based|bed|bilobed|bleed|blood-tinged|blurred|calcified|cavitated|centered|circumscribed|collapsed|combined|complicated|compromised|confined|consolidated|crowded|decreased|defined|demarcated|depressed|detailed|diffused|dilated|diminished|displaced|disseminated|distended|distributed|elevated|enlarged|exaggerated|exceed|expected|extended|feed|flattened|generali[sz]ed|ground|hundred|ill-defined|impaired|increased|indeed|infected|inflamed|inhaled|inspired|isolated|labou?red|limited|locali[sz]ed|loculated|lowered|marked|mixed|naked|need|nodular-shaped|organi[sz]ed|partially-treated|patterned|predisposed|preserved|prolonged|pronounced|proceed|raised|red|reduced|related|repeated|retained|rounded|scattered|sclerosed|seed|segmented|septated|shaped|shed|sided|sized|speed|so-called|spiculated|stranded|succeed|superimposed|suspected|sustained|swelled|thickened|three-hundred|tinged|transmitted|unchanged|undefined|unexplained|unlimited|unrelated|unsuspected|untreated|unwanted|weed|well-defined|widened|worsened'.split(
      '|',
    ),
  transitive:
    'required|developed|denied|received|reported|described|showed|revealed|demonstrated|displayed|experienced|presented|noted|noticed|suffered|sustained|maintained|needed|used|visited|attended|started|commenced|continued|completed|tolerated|refused|declined|exhibited|confirmed|suggested|disclosed|indicated|identified|included|involved|entered|reached|returned|stopped|acquired|contracted|caught|prompted|necessitated|caused|followed|preceded|achieved|performed|obtained|yielded|excluded|detected|recovered|improved|died|produced|measured|smoked|travelled|traveled|worked|lived|tested|remained|stayed|appeared|seemed|turned|complained|arrived|looked'.split(
      '|',
    ),
  places: [
    'days?',
    'hd',
    'pod',
    'icu',
    'itu',
    'hospital',
    'home',
    'alive',
    'well',
    'overnight',
    'today',
    'yesterday',
    'postoperatively',
    'free',
    'due',
    'positive',
    'negative',
    'x\\d',
  ],
  gerunds:
    'requiring|needing|necessitating|leading|resulting|prompting|receiving|having|being|becoming|improving|maintaining|recovering|dying|remaining|showing|revealing|suggesting|indicating|achieving|allowing|undergoing|using|confirming|demonstrating|progressing|reaching|ending|culminating'.split(
      '|',
    ),
  coordinators: ['and', '&', 'plus'],
  alternatives: ['or', 'nor', 'and\\/or'],
  subordinators:
    'but|because|although|though|whereas|nevertheless|nonetheless|despite|until|unless|while|whilst|when|whenever|where'.split(
      '|',
    ),
  conjunctions: ['once', 'after', 'before', 'since', 'as', 'that', 'so'],
  conditions: ['if', 'in\\scase'],
  relatives: ['who', 'whom', 'whose', 'which'],
  joiningAdverbs: ['then', 'otherwise', 'yet', 'therefore', 'thus', 'hence', 'however'],
  verbless: ['until', 'unless', 'while', 'whilst', 'despite'],
  concessions: [],
  ambiguousRelatives: [],
  openers:
    'later|after|before|afterwards|thereafter|earlier|previously|ago|prior|day|days|morning|afternoon|evening|night|week|weeks|month|months|year|years|hours|admission|presentation|arrival|follow-up|then|meanwhile|january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\\d\\d'.split(
      '|',
    ),
  pronouns: ['he', 'she', 'they', 'it', 'we', 'i', 'there', 'this', 'these'],
  determiners:
    'the|a|an|his|her|their|its|our|my|this|that|these|those|no|any|some|another|each|every|all|both|one|two|three|four|five|six'.split(
      '|',
    ),
  prepositions:
    'of|in|on|at|to|from|by|with|without|for|into|onto|over|under|between|within|during|through|via|per|about|against|among|beyond|despite|near|toward|towards|upon|after|before|since|until|following|including|like|than'.split(
      '|',
    ),
  adverbs:
    'then|also|still|soon|later|again|never|not|now|just|once|thereafter|afterwards?|eventually|finally|so|even|only|first|initially|ultimately|always|ever|already|again|twice|further|subsequently|therefore|thus|instead|out|well'.split(
      '|',
    ),
};
