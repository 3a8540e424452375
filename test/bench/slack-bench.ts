/** The bot in Slack: how fast it answers beside a Bolt app that only acknowledges, how much two copies take, and how fast it may speak. */

import type { Figure } from './report.js';
import { slackAnswers } from './slack/answers.js';
import { slackPacing } from './slack/pacing.js';
import { slackThroughput } from './slack/throughput.js';

/** @param isShort a try: a tenth of the load */
export async function* slackBench(serverUrl: string, isShort: boolean): AsyncGenerator<Figure> {
  yield* slackAnswers(serverUrl, isShort);
  yield* slackThroughput(serverUrl, isShort);
  yield* slackPacing(serverUrl, isShort);
}
