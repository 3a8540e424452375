/** Who is asked whether something is solved. Pure. */

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** What they, or their customer, want to be left out of. */
  readonly leftOutOf: readonly string[];
}

/** Whom to ask. */
export interface Chosen<P extends Person> {
  /** null: its owner knows whom. */
  readonly person: P | null;
  /** They said it themselves, or nobody else at the customer could have: a mail may go by itself. */
  readonly isSure: boolean;
  /** Whoever it would be wants no surveys. */
  readonly isUnwanted: boolean;
}

const key = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/**
 * @param people at the customer, those with an address
 * @param known `personId`: who answered the survey that it came from; `author`: who said it, by name or address
 */
export function choosePerson<P extends Person>(
  people: readonly P[],
  { personId, author }: { readonly personId: string | null; readonly author: string | null },
): Chosen<P> {
  const said = author === null ? null : key(author);
  const matching = people.filter(({ id, name, email }) =>
    personId !== null ? id === personId : said !== null && [name, email ?? ''].some((each) => key(each) === said),
  );
  const isNamed = personId !== null || said !== null;
  const [one, ...others] = isNamed ? matching : people;
  const person = one !== undefined && others.length === 0 ? one : null;
  const asked = person === null ? people : [person];
  const isUnwanted = asked.length > 0 && asked.every(({ leftOutOf }) => leftOutOf.includes('surveys'));
  return { person, isSure: person !== null, isUnwanted };
}
