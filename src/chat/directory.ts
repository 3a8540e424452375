/** The port to the people that a platform knows: each platform implements it, the people room calls it. */

export interface DirectoryPerson {
  /** The platform's own id of the person. */
  readonly externalId: string;
  readonly name: string;
  /** IANA zone; absent where the platform does not say. */
  readonly timeZone?: string;
  /** BCP 47, e.g. `hy-AM`. */
  readonly locale?: string;
}

/** To whom somebody reports, by the platform's ids; null: to nobody whom it names. */
export type ManagerOf = (externalId: string) => Promise<string | null>;

/** What a platform knows of its people and places, asked over the network. */
export interface Directory {
  person(externalId: string): Promise<DirectoryPerson | null>;
  /** The people in a place, by their platform ids; bots and guests who can't answer are left out. */
  placeMembers(placeExternalId: string): Promise<readonly string[]>;
  /**
   * Whether people of other companies read there, or are invited to (Slack Connect, guests); null: the platform does
   * not tell us. Absent: nobody can. Rejects when it can't be asked now.
   */
  isShared?(placeExternalId: string): Promise<boolean | null>;
  /** How to ask to whom somebody reports. null: nobody keeps that here. Absent: the platform does not tell. */
  managers?(): Promise<ManagerOf | null>;
  /** The permission without which the platform keeps its groups of people to itself; null: it shows them. */
  groupsWant?(): string | null;
  /** Whether the bot is in the place and may write there; null: the platform does not tell us. Absent: it always is. */
  isIn?(placeExternalId: string): Promise<boolean | null>;
}
