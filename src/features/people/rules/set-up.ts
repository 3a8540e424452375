/** Which first steps an organisation has still before it. Pure; the home page shows them. */

export type SetUpStep = 'champion' | 'place' | 'zone' | 'rule' | 'news';

/** What is there already. */
export interface SetUp {
  readonly hasChampion: boolean;
  readonly hasPlace: boolean;
  /** Somebody said in which zone the organisation counts its days. */
  readonly hasZone: boolean;
  readonly hasRule: boolean;
  readonly hasNewsPlace: boolean;
}

/** The first steps of an organisation, in their order. */
export const setUpSteps: readonly SetUpStep[] = ['champion', 'place', 'zone', 'rule', 'news'];

/** The steps that are still to be done, in their order. */
export function openSteps({ hasChampion, hasPlace, hasZone, hasRule, hasNewsPlace }: SetUp): readonly SetUpStep[] {
  const isDone = { champion: hasChampion, place: hasPlace, zone: hasZone, rule: hasRule, news: hasNewsPlace };
  return setUpSteps.filter((step) => !isDone[step]);
}
