/**
 * What Teams takes: number, unit, source a line each. Every Teams renderer goes through these.
 * Sources: [format-msgs] learn.microsoft.com "Format your bot messages", newer and older copies; [actions]
 * github.com/atc0005/go-teams-notify/issues/161, and the default of Microsoft's own renderer (adaptivecards 3).
 */
export const limits = {
  /**
   * Bytes of a message's card as JSON in UTF-8: 28 KB, of which what wraps the card takes some. Newer pages allow 100 KB
   * in UTF-16, older ones and webhooks 28; what rooms page by `cardRoom` takes 16, and phones show small cards sooner.
   * [format-msgs]
   */
  cardBytes: 28_000,
  /** Bytes of a dialog's card, in UTF-16 or UTF-8, whichever is more: the newer number. [format-msgs] */
  formBytes: 80_000,
  /** Bytes of a body that Teams sends us; larger ones are answered 413. Ours: activities are far smaller. */
  requestBytes: 300_000,
  /** Real milliseconds for one call of the connector. Ours: it has no deadline of its own. */
  callMs: 8_000,
  /** Real milliseconds until an invoke is answered at the latest; Teams gives up after about 15 seconds. Ours. */
  patienceMs: 2_500,
  /** People on a page of a conversation's members: 50 to 500. [roster] */
  membersPage: 500,
  /** Messages to one conversation: at most `count` within `withinMs`. [rate-teams] */
  conversationRates: [
    { count: 7, withinMs: 1_000 },
    { count: 8, withinMs: 2_000 },
    { count: 60, withinMs: 30_000 },
    { count: 1_800, withinMs: 3_600_000 },
  ],
  /** Calls a second in one tenant. [rate-teams] */
  tenantCalls: { count: 50, withinMs: 1_000 },
  /** Real milliseconds for what is under way when the bot stops. Ours. */
  stopMs: 5_000,
  /** Buttons of one set; Teams shows 6 and hides the others, Microsoft's renderer 5. [actions] */
  setActions: 5,
  /** People for whom a card brings itself up to date. [universal actions] */
  refreshPeople: 60,
  /** Characters of a title: the neutral card's own. */
  title: 150,
  /** Characters on a button: ours, as on Slack; about 30 show. */
  buttonText: 75,
  /** Characters of a button's value: the neutral card's own. */
  buttonValue: 2000,
  /** Characters of a verb: ours, as on Slack. */
  verb: 255,
  /** Characters of an option's title: the neutral form's own. */
  optionText: 75,
  /** Characters of a label, a hint, a placeholder or an error in a form: ours. */
  formText: 2000,
  /** Characters on a button that fits beside a line on a phone: ours. */
  besideText: 16,
  /** Characters of a chart's title and its axis' title: the neutral chart's own. */
  chartTitle: 50,
  /** Series of a chart: ours, as on Slack; more lines can't be told apart. */
  chartSeries: 6,
  /** Points of a chart's series: ours, as on Slack. */
  chartPoints: 20,
  /** Characters of a series' name and of a point's label: ours, as on Slack. */
  chartLabel: 20,
  /** Characters of a picture's alt text: ours, as on Slack. */
  altText: 2000,
} as const;

/** Bytes as JSON, in the wider of the two encodings. */
export function jsonBytes(value: unknown): number {
  const json = JSON.stringify(value);
  return Math.max(json.length * 2, Buffer.byteLength(json));
}
