/**
 * What Slack takes: number, unit, source a line each. Every Slack renderer goes through these.
 * Sources: [types] doc comments of @slack/types 3.2; [skill] slackapi/slack-skills-plugin, block-kit;
 * [data-viz] docs of the data visualization block; [update] docs of chat.update; [#2509] github.com/slackapi/bolt-js/issues/2509 (and 2867); [methods] docs of views.open.
 */
export const limits = {
  /** Blocks in one message. [skill] */
  messageBlocks: 50,
  /** Characters of all blocks of one message as JSON. Slack refuses at about 13,200 and says nowhere how it counts. [#2509] */
  messageJson: 12_000,
  /** Characters of a message's top-level text, escaped. chat.update refuses more. [update] */
  messageText: 4000,
  /** Blocks in a modal. [skill] */
  viewBlocks: 100,
  /** Bytes of a modal as JSON; `view_too_large` at 250 KB. [methods] */
  viewJson: 250_000,
  /** Characters of a text object, and of one text element in rich text, where nothing is said. [types] */
  text: 3000,
  /** Characters of one field of a section. [types] */
  fieldText: 2000,
  /** Fields of a section. [types] */
  sectionFields: 10,
  /** Characters of a header. [types] */
  header: 150,
  /** Elements of a context block. [types] */
  contextElements: 10,
  /** Elements of an actions block. [types] */
  actionsElements: 25,
  /** Characters on a button (about 30 show). [types] */
  buttonText: 75,
  /** Characters of a button's value. [types] */
  buttonValue: 2000,
  /** Characters of action_id, block_id, callback_id. [types] */
  id: 255,
  /** Characters of a confirmation's title. [types] */
  confirmTitle: 100,
  /** Characters of a confirmation's text. [types] */
  confirmText: 300,
  /** Characters on a confirmation's buttons. [types] */
  confirmButton: 30,
  /** Characters of a modal's title, submit and close. [types] */
  viewTitle: 24,
  /** Characters of private_metadata. [types] */
  privateMetadata: 3000,
  /** Characters of an input's label. [types] */
  inputLabel: 2000,
  /** Characters of an input's hint. [types] */
  inputHint: 2000,
  /** Characters of a placeholder. [types] */
  placeholder: 150,
  /** Characters that a text input takes at most. [types] */
  inputText: 3000,
  /** Characters of an option's text. [types] */
  optionText: 75,
  /** Characters of an option's value. [types] */
  optionValue: 75,
  /** Options of a select, and of one group of a select. [types] */
  selectOptions: 100,
  /** Groups of options of a select. [types] */
  selectGroups: 100,
  /** Radio buttons or checkboxes of one input. [types] */
  choiceOptions: 10,
  /** Charts of Slack's own in one message. [data-viz] */
  messageCharts: 2,
  /** Characters of a chart's title. [data-viz] */
  chartTitle: 50,
  /** Series of a line or bar chart. [data-viz] */
  chartSeries: 6,
  /** Points of one series, and so categories. [data-viz] */
  chartPoints: 20,
  /** Characters of a series' name. [data-viz] */
  seriesName: 20,
  /** Characters of a point's label, which is its category. [data-viz] */
  pointLabel: 20,
  /** Characters of an axis' label. [data-viz] */
  axisLabel: 50,
  /** Characters of an image's alt text, and of its title. [types] */
  imageText: 2000,
  /** People on one page of users.list: "no more than 200 at a time". [docs: pagination] */
  usersPage: 200,
  /** People on one page of conversations.members. [docs: pagination] */
  membersPage: 200,
  /** Messages on one page of a channel's history, and pages read; Slack may give fewer, of some apps 15. [docs: pagination] */
  historyPage: 200,
  historyPages: 5,
  /** Milliseconds for one call of the Web API. Delivery gives up at 10,000, and wants to hear what went wrong. [ours] */
  callMs: 8000,
  /** Milliseconds for which a message waits for the token to be renewed while the old one lives. [ours] */
  renewMs: 2000,
  /** Milliseconds between two messages in one channel: "1 message per second per channel". [docs: rate limits] */
  postMs: 1000,
  /** Milliseconds in which Slack wants every request acknowledged, less the way. [docs: interactivity] */
  ackMs: 2700,
  /** Milliseconds after which a person sees that work is under way; a trigger id lives 3,000. [docs: modals] */
  patienceMs: 1500,
  /** Seconds that a request's timestamp may lie from now, on either side. [docs: verifying requests] */
  requestAgeSeconds: 300,
  /** Milliseconds for which stopping waits for answers under way, and then for the socket to close. [ours] */
  stopMs: 5000,
  /** Milliseconds in which Socket Mode's WebSocket is open and has said hello. [ours] */
  socketOpenMs: 30_000,
  /** Milliseconds before it is opened for the second time; twice as long each time, up to the longest. [ours] */
  socketWaitMs: 1000,
  socketLongestWaitMs: 60_000,
  /** Milliseconds after which a WebSocket that is open counts as one that holds. [ours] */
  socketSteadyMs: 30_000,
  /** Bytes of one request. The longest that Slack sends are submitted modals of 250 KB. [methods] */
  requestBytes: 1_000_000,
} as const;
