/** Somebody joined a place, as a platform tells it: adapters say it, the room first-week greets whoever is new by it. */
export interface Arrival {
  readonly organisationId: string;
  readonly placeId: string;
  readonly memberId: string;
}
