/** What rooms tell to webhooks: which events there are, and what is sent of one. Each room gives its own by `Feature.toldEvents`. */

/** One event, as the statement that made it left it. */
export interface Cause {
  readonly organisationId: string;
  /** Of the thing: the part behind the colon of `feedback:ID`. */
  readonly id: string;
  /** `feedback.turnedRed` */
  readonly mark: string;
  readonly at: Date;
  /** Of its entry in the history, or what was left with it. As the room wrote it. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A kind of event that webhooks can be told. */
export interface ToldEvent {
  /** As receivers know it: `feedback.overdue`. */
  readonly type: string;
  /** Under which the statements that make it leave it: the kind of thing and the verb of its history. */
  readonly marks: readonly string[];
  /** When it happens, in a few words. */
  readonly about: string;
  /**
   * The thing as it is now, as the web API gives it out, with what the event changed. JSON-ready. Of what is confidential
   * never its words, its customer or who said it. null: it is gone.
   */
  compose(cause: Cause): Promise<object | null>;
}
