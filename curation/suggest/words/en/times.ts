import type { TimeWords } from '../lexicon.ts';

/** English words for times, durations and how often. */
export const times: TimeWords = {
  minutes: ['minutes?', 'mins?'],
  hours: ['hours?', 'hrs?', 'h'],
  days: ['days?', 'd'],
  weeks: ['weeks?', 'wks?', 'fortnights?'],
  months: ['months?', 'mos?'],
  years: ['years?', 'yrs?'],
  about:
    'about|approximately|approx\\.?|around|nearly|almost|over|more than|at least|less than|up to|within|some|another|a total of|(?:the )?(?:first|last|past|previous|preceding|next|following|subsequent)'.split(
      '|',
    ),
  vague: '(?:a )?(?:very )?few|(?:a )?couple of|several|many|some|half an?'.split('|'),
  whole: ['full', 'whole', 'more', 'additional', 'consecutive', 'further', 'completed'],
  away: ['later', 'ago', 'back', 'earlier', 'previously', 'time', 'post-?operatively', 'post-?operative'],
  ages: [
    'old',
    'of age',
    'of life',
    'aged',
    '[- ]?old',
    '[,] \\d{1,2} (?:day|week)s?[- ]old',
    '(?:infant|baby|newborn|neonate|boy|girl|man|woman|male|female|child)',
  ],
  agesBefore: ['aged?', 'at the age of', 'age of', 'at age'],
  often:
    '(?:once|twice|thrice|(?:\\d{1,2}|one|two|three|four|five|six)(?:[-–]\\d)?(?: times)?) (?:a|an|per|every|each|in a) (?:hour|day|week|month|year)|(?:once|twice|thrice) (?:daily|weekly|monthly|yearly|annually)|(?:every|each) (?:other )?(?:hour|day|week|month|year|morning|evening|night)|\\d{1,2}[- ]?hourly|hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|bi-?annual(?:ly)?|(?:alternate|consecutive) days|b\\.?i\\.?d|t\\.?i\\.?d|q\\.?i\\.?d'.split(
      '|',
    ),
  pointed:
    '(?:the |that |this |later that )?(?:very )?(?:next|following|subsequent|previous|preceding|same|last|past|third|fourth|second) (?:day|days|morning|afternoon|evening|night|week|weeks|weekend|month|months|year|years)|the (?:day|morning|night|week|month|year) (?:after|before)|(?:the )?early post-?operative (?:days|period)|yesterday|tomorrow|tonight|overnight|at (?:night|midnight|noon)|soon after(?=[.,;]|$)|at (?:that|the) time(?! of)|in (?:childhood|infancy|adolescence)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?'.split(
      '|',
    ),
  stages:
    '(?:post|pre|peri|intra)-?operative(?:ly)?|post-?partum|(?:after|before|during|post|prior to) (?:the )?(?:surgery|operation|delivery|birth|discharge|chemotherapy|radiotherapy|transplantation)'.split(
      '|',
    ),
  seasons: ['(?:in |the |last |early |late )?(?:spring|summer|autumn|winter)(?: of)?'],
};
