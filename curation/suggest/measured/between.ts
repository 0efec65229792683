/** Words that may stand between the name of a measurement and its number; with any other the number is another's. */
const between = new Set(
  `a an the his her its their this that of in at to on by with for under was were is are be been being has had have as up
  only just about to read reads approximately around ca circa nearly almost roughly down from until till between over above below and or
  count counts cell cells level levels value values total absolute number peripheral capillary arterial venous blood serum whole
  measuring measured recorded documented noted found registered showed shows showing revealed revealing reading readings
  high low higher lower elevated raised increased decreased reduced normal mild mildly moderate moderately severe severely
  slight slightly marked markedly grade initial first admission admitted presentation arrival triage hospital room air ambient
  breathing while resting rest max maximum maximal peak peaking highest lowest reached reaching rising rose falling fell
  dropping dropped oral axillary tympanic rectal core skin body ear forehead degrees temp temperature fever febrile pyrexia
  oxygen o saturation sat sats spo pulse oximetry oximeter wbc wcc alc anc tlc lym l h upon patient her he she
  presented history dry estimated detected remains remained stable mask nasal cannula result
  t tc ps range limits corporea ascellare within initially non rebreather reservoir bag face venturi flow nc ra via through simple
  di del della il la un una pari fino valore valori conta aria ambiente max ricovero ingresso`
    .trim()
    .split(/\s+/),
);
/** Whether nothing stands in a gap but such words. */
export const onlyBetween = (gap: string): boolean =>
  (gap.match(/\p{L}+/gu) ?? []).every((word) => between.has(word.toLowerCase()));
