/** Typed lines as they are read before any room sees them: command, details, names in quotes, plain questions, lines that were meant. */
import { inQuotes, parseCommand, writeLine } from '../../../src/chat/command-line.js';
import { beginsWithVerb, isBareDeed } from '../../../src/chat/meant.js';
import { answering } from '../../../src/chat/plain-question.js';
import { isGreeting, isQuestion } from '../../../src/chat/reads-like.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage } from '../../support/stage.js';
import { doorOf } from '../door.js';
import { mutated, texts } from '../hostile.js';
import { memoryDatabase } from '../memory-database.js';
import { checkPrototypes, checkRefusal } from '../promises.js';
import { lineWords } from '../words.js';

export const lineDoor = doorOf<string>({
  name: 'lines',
  share: 300,
  mostWork: 1_000_000,
  inputs: texts(lineWords),
  mutations: (corpus) => mutated(corpus, lineWords),
  async open() {
    const database = await memoryDatabase();
    const stage = await createStage({ database, workspace: harbourLights });
    const { features } = stage.house;
    const commands = features.flatMap((feature) => feature.commands ?? []);
    const shows = (text: string) =>
      features.map((each) => each.shows?.(text) ?? null).find((each) => each !== null) ?? null;
    return {
      knock(line) {
        answering(line, { commands, shows });
        isQuestion(line);
        isGreeting(line);
        isBareDeed(line);
        beginsWithVerb(line);
        inQuotes(line, Math.floor(line.length / 2));
        for (const { meant } of features) for (const isOwn of [true, false]) meant?.(line, isOwn);
        const parsed = parseCommand(line, commands);
        if (parsed.kind === 'invalid') checkRefusal(parsed.error);
        if (parsed.kind === 'command') {
          const { details, text } = parsed.line;
          const again = parseCommand(writeLine(parsed.command.name, details, text), commands);
          if (again.kind === 'unknown') throw new Error('Written out it is no command any more.');
        }
        checkPrototypes();
      },
      async close() {
        await stage.stop();
        await database.close();
      },
    };
  },
});
