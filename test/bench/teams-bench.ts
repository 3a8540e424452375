/** The bot in Teams: how fast it answers beside a bare CloudAdapter bot, and how fast it may remind everybody. */
import type { Figure } from './report.js';
import { teamsAnswers } from './teams/answers.js';
import { teamsReminding } from './teams/reminding.js';

/** @param isShort a try: a tenth of the load */
export async function* teamsBench(serverUrl: string, isShort: boolean): AsyncGenerator<Figure> {
  yield* teamsAnswers(serverUrl, isShort);
  yield* teamsReminding(serverUrl);
}
