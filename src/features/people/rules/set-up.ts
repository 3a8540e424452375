/** Which first steps an organisation has still before it. Pure; the home page shows them. */

export type SetUpStep = 'champion' | 'place' | 'rule' | 'news';

/** What is there already. */
export interface SetUp {
  readonly hasChampion: boolean;
  readonly hasPlace: boolean;
  readonly hasRule: boolean;
  readonly hasNewsPlace: boolean;
}

/** The first steps of an organisation, in their order. */
export const setUpSteps: readonly SetUpStep[] = ['champion', 'place', 'rule', 'news'];

/** The steps that are still to be done, in their order. */
export function openSteps({ hasChampion, hasPlace, hasRule, hasNewsPlace }: SetUp): readonly SetUpStep[] {
  const isDone = { champion: hasChampion, place: hasPlace, rule: hasRule, news: hasNewsPlace };
  return setUpSteps.filter((step) => !isDone[step]);
}
