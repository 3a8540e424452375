/** The bot in Slack: how fast it answers beside a Bolt app that only acknowledges, and how fast it may speak. */

import type { Figure } from './report.js';
import { slackAnswers } from './slack/answers.js';
import { slackPacing } from './slack/pacing.js';

/** @param isShort a try: a tenth of the load */
export async function slackBench(serverUrl: string, isShort: boolean): Promise<Figure[]> {
  return [...(await slackAnswers(serverUrl, isShort)), ...(await slackPacing(serverUrl, isShort))];
}
