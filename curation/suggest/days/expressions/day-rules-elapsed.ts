import { amountPattern, durationOf } from '../../words/numbers.ts';
import { type DayRule, exact } from './day-rule.ts';
import { targetOf, targetWords } from './targets.ts';

/** Days that have gone by: "12 days after admission", "three days later". */

const amount = amountPattern();
export const elapsedDays: readonly DayRule[] = [
  {
    id: 'days-from-event',
    needs:
      /after|following|post|since|from|before|prior|into|the (?:day|evening|night|morning) of|dopo|prima|d(?:al|alla|all['’])/i,
    kind: 'from',
    pattern: new RegExp(
      `\\b(?:${amount}|(?<day>(?:the|il)\\s(?:day|morning|evening|night|giorno))|(?<on>(?:on\\s)?the\\s(?:day|evening|night|morning)(?=\\sof\\s(?:(?:the|his|her)\\s)?(?:intubation|extubation|discharge|surgery|operation|ICU\\s))))\\s(?<direction>of|after|following|post|since|from|into|before|prior\\sto|dopo(?:\\s(?:il|la))?|d(?:al|alla|all['’])|prima\\sd(?:el|ella|ell['’]|i))[\\s-]?(?:the\\s|his\\s|her\\s|their\\s|initial\\s|first\\s|l['’]\\s?){0,2}(?<target>${targetWords})\\b`,
      'gi',
    ),
    read: (groups) => {
      const direction = groups['direction'] ?? '';
      // "Four days of fever" is no day; "on the day of intubation" is.
      if (/^of$/i.test(direction) !== (groups['on'] !== undefined)) return null;
      const days =
        groups['on'] !== undefined ? exact(0) : groups['day'] === undefined ? durationOf(groups) : exact(1);
      const target = targetOf(groups['target']);
      if (days === null || target === null) return null;
      const back = /^(?:before|prior|prima)/i.test(direction);
      if (!back) return { days, target };
      const turned = {
        from: days.to === null ? null : 0 - days.to,
        to: days.from === null ? null : 0 - days.from,
      };
      return { days: { ...turned, certainty: days.certainty }, target };
    },
    examples: [
      ['obtained 12 days after admission', 12, 12, 'admission'],
      ['presented 17 days after exposure', 17, 17, 'exposure'],
      ['Picture was taken five days after onset of symptoms', 5, 5, 'onset'],
      ['two days prior to presentation', -2, -2, 'admission'],
      ['within 48 h after intubation', 0, 2, 'intubation'],
      ['tre giorni dopo il ricovero', 3, 3, 'admission'],
      ['the day after admission', 1, 1, 'admission'],
      ['nine days into the illness', 9, 9, 'onset'],
      ['a fortnight after onset', 14, 14, 'onset'],
      ['Four days after her first symptoms', 4, 4, 'onset'],
      ['the morning after admission', 1, 1, 'admission'],
      ['repeated 20 days after the first day of hospitalization', 20, 20, 'admission'],
      ['five days after she was admitted', 5, 5, 'admission'],
      ['three days after the fever had started', 3, 3, 'onset'],
      ['Film on the day of intubation', 0, 0, 'intubation'],
      ['RX torace dopo tre giorni dal ricovero', 3, 3, 'admission'],
      ['a 7 giorni dalla comparsa dei sintomi', 7, 7, 'onset'],
    ],
    counterexamples: [
      'two days after his birthday',
      '20 years before presentation',
      'two weeks of fever',
      'three days after fever subsided',
    ],
  },
  {
    id: 'days-in-hospital',
    needs: /hospital/i,
    kind: 'from',
    pattern: new RegExp(
      `\\b(?:(?:hospitali[sz]ed|in\\s(?:the\\s)?hospital)\\sfor\\s${amount}(?=\\s(?:before|when|until|by)\\b)|after\\s${amountPattern('b')}\\s(?:of|in)\\s(?:the\\s)?hospital(?:i[sz]ation)?\\b)`,
      'gi',
    ),
    read: (groups) => {
      const days = durationOf(groups) ?? durationOf(groups, 'b');
      return days && { days, target: 'admission' };
    },
    examples: [
      ['She was hospitalised for 5 days before a radiograph was taken', 5, 5, 'admission'],
      ['after 9 days in hospital a film showed', 9, 9, 'admission'],
    ],
    counterexamples: ['He was hospitalised for 5 days.', 'after 3 days of fever'],
  },
  {
    id: 'days-later',
    needs:
      /later|after|next|same|stess|medesim|that (?:day|night|evening)|following|subsequent|within| on\b|dopo|successivo|seguente|distanza|tardi|indomani|stesso|entro/i,
    kind: 'later',
    pattern: new RegExp(
      `\\b(?:${amount}\\s(?:later|afterwards?|thereafter|hence|after\\s(?:that|this)|after(?=\\s?[:.,;)]|$)|on(?=\\s?[,:])|più\\stardi|dopo(?=[\\s,.;:)]|$)(?!\\s(?:il|la|l['’])))|(?:within|entro)\\s(?:the\\s(?:next|following|first)\\s)?${amountPattern('c')}(?!\\s(?:of|after|from|post|before|prior|following|to)\\b)|a\\sdistanza\\sdi\\s${amountPattern('e')}(?!\\sd(?:al|ai|alla|all['’])\\b)|(?:after|following|dopo)\\s(?:another\\s|other\\s|a\\sfurther\\s)?${amountPattern('b')}(?=\\s?[,.;:)]|\\s(?!(?:of|on|in|with|without|within|from|since|post|after|before|prior|at|for|off|under|later|earlier|and|or|to|the (?:onset|start|first|initial))\\b)|$)|(?<next>(?:the\\s)?(?:next|following|subsequent)\\s(?:day|morning)|the\\smorning\\safter(?=\\s?[,.;:)]|$)|il giorno (?:dopo|successivo|seguente)|(?:l['’]|all['’])\\s?indomani|one day later)|(?<same>(?:the|that|on\\sthe)\\ssame\\s(?:day|night|evening|afternoon|morning)(?!\\s(?:of|as))|(?:later\\s)?that\\s(?:same\\s)?(?:day|night|evening|afternoon)|(?:(?:lo|nello)\\sstesso|(?:il\\s)?medesimo)\\sgiorno|(?:il\\s)?giorno\\sstesso|(?:of|from|in)\\sthe\\ssame\\s(?:study|scan|exam(?:ination)?|acquisition|series|CT|HRCT|MRI|data\\s?set)\\b|(?:stesso|medesimo)\\sesame|stessa\\s(?:indagine|scansione|TC|acquisizione))|(?<week>the\\sfollowing\\sweek))`,
      'gi',
    ),
    read: (groups) => {
      if (groups['next'] !== undefined) return { days: exact(1) };
      if (groups['same'] !== undefined) return { days: exact(0) };
      if (groups['week'] !== undefined) return { days: { from: 5, to: 9, certainty: 'vague' } };
      const within = durationOf(groups, 'c');
      // "Within 24 hours" is some time up to then.
      if (within !== null) return { days: { from: 0, to: within.to, certainty: 'range' } };
      const days = durationOf(groups) ?? durationOf(groups, 'b') ?? durationOf(groups, 'e');
      return days && { days };
    },
    examples: [
      ['obtained 5 days later shows', 5, 5, null],
      ['Three days later the patient deteriorated.', 3, 3, null],
      ['After four days, the condition deteriorated', 4, 4, null],
      ['(4 hours later)', 0, 0, null],
      ['After a further 6 days there is little change', 6, 6, null],
      ['The next day the patient improved', 1, 1, null],
      ['She was intubated the same day.', 0, 0, null],
      ['a few days later', 3, 7, null],
      ['due settimane dopo, radiografia', 14, 14, null],
      ['One week on, an air-fluid level has formed', 7, 7, null],
      ['CT four weeks after: the opacities have migrated', 28, 28, null],
      ['five days after that with dyspnea', 5, 5, null],
      ['the film was taken the same night', 0, 0, null],
      ['Sagittal reformation of the same study.', 0, 0, null],
      ['TC torace eseguita il giorno stesso', 0, 0, null],
      ['the morning after, a second film', 1, 1, null],
      ['improvement of the film within 24 h (c)', 0, 1, null],
      ['Controllo a distanza di 7 giorni.', 7, 7, null],
      ["L'indomani la radiografia", 1, 1, null],
    ],
    counterexamples: [
      'after 6 days of treatment',
      'after two weeks on the ward',
      'the same day as her husband',
      'the same patient',
      'sooner or later',
    ],
  },
  {
    id: 'days-after-image',
    needs: /(?:after|later than|as)\s/i,
    kind: 'later',
    pattern: new RegExp(
      `\\b(?:${amount}\\s(?:after|later than)\\s|(?<same>(?:at\\sthe\\s|on\\sthe\\s)?same\\s(?:day|time(?:[\\s-]?point)?|date)\\sas\\s))(?:in\\s)?(?:the\\s)?(?:(?:(?:one\\s)?(?:in|of|shown in)\\s)?(?:image|figure|fig\\.?|panel)\\s?(?<label>\\d{0,2}[A-Ha-h]?)\\b|(?<bare>\\d{1,2}[a-h](?=[\\s,.;)]|$)|[a-h](?=\\s?[,.;)]|$))|(?<before>(?:previous|prior|preceding|last)\\s(?:chest\\s)?(?:image|film|radiograph|x-?ray|CXR|CT|scan|examination)))`,
      'gi',
    ),
    read: (groups) => {
      const days = groups['same'] === undefined ? durationOf(groups) : exact(0);
      const of = groups['label'] ?? groups['bare'];
      if (days === null || of === '') return null;
      return of === undefined ? { days } : { days, of: of.toLowerCase() };
    },
    examples: [
      ['Six hours after image 1, following intubation', 0, 0, null],
      ['Coronal reformat at the same time point as b.', 0, 0, null],
      ['Radiograph 3 days after the previous film', 3, 3, null],
      ['obtained 4 days after figure 2b', 4, 4, null],
    ],
    counterexamples: ['the same day as her husband', 'four days after a fall'],
  },
  {
    id: 'days-earlier',
    needs: /earlier|previously|before|prior|ago|\bfa\b|prima/i,
    kind: 'earlier',
    pattern: new RegExp(
      `\\b${amount}\\s(?:earlier|previously|before(?=[\\s]?[,.;:)]|$)|prior(?!\\sto\\b)|ago|fa(?=[\\s,.;:)]|$)|prima(?=[\\s,.;:)]|$))`,
      'gi',
    ),
    read: (groups) => {
      const days = durationOf(groups);
      return days && { days };
    },
    examples: [
      ['Five days earlier, he complained of fever', 5, 5, null],
      ['Symptoms started five days prior with cough', 5, 5, null],
      ['a fever that began 5 days ago', 5, 5, null],
    ],
    counterexamples: ['as described earlier'],
  },
];
