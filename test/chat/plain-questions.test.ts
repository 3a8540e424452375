/** Questions in plain words: the command that answers them does, and what a customer asks is not taken for one. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { cardOf, createStage, type Stage } from '../support/stage.js';

describeOnDatabase('A question in plain words', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    await stage.say('grace', 'customer "Globex"');
    await stage.say('grace', 'feedback "The refund never came" customer:Globex', '#support');
  });
  afterEach(() => stage.stop());

  const titleOf = async (line: string, place: string | null) => cardOf(await stage.say('grace', line, place)).title;

  test.each([
    [
      'owe',
      'what do I owe?|What do I have to do|what’s on my plate?|What should I do next?|my tasks|show me what I owe',
    ],
    ['feedback list open', 'what’s open?|What is open|show me all the open feedback|can you show me everything open?'],
    ['feedback list overdue', 'what’s overdue|which items are late?|show overdue'],
    ['feedback list mine', 'show my feedback|Show me my feedback, please|which feedback is mine?'],
    ['feedback F-1', 'who owns F-1|what about F-1?|status of F-1|show me F-1|is F-1 resolved?|Who is on F-1 now?'],
    ['nps', 'how are we doing|How are we doing today?|what’s our NPS?|how happy are our customers?'],
    ['ideas', 'show me the ideas|what ideas are there?'],
    ['meeting', 'when is the next meeting?|when do we meet|agenda|show me the agenda'],
    ['report', 'how well do we answer customers?|show the report'],
    ['champion', 'who is the champion?|who’s our customer champion'],
    ['settings', 'show settings'],
    ['route', 'who gets what?'],
    ['follow', 'what did we promise?'],
    ['who Globex', 'who is Globex?|what do we know about Globex?|tell me about Globex'],
    ['help', 'what can you do?|how does this work?|who are you?|what is this'],
    ['help feedback', 'how do I capture feedback?'],
  ])('is answered by “%s”, in a place and privately', async (line, questions) => {
    for (const place of ['#support', null]) {
      const wanted = await titleOf(line, place);
      for (const question of questions.split('|')) {
        expect([question, await titleOf(question, place)]).toEqual([question, wanted]);
      }
    }
  });

  test.each([
    'What is open at your desk after ten?',
    'How are we doing the check-in on Sunday?',
    'Who owns the key to room 12 in your hotel, and why does nobody open?',
    'what is the score of your cleaning team in a normal week',
    'show me your rooms by the sea',
  ])('that a customer may ask is not answered by a list: “%s”', async (words) => {
    const title = await titleOf(words, '#support');
    expect(title).toMatch(/^I (?:don’t know|know no customer)/);
    expect(cardOf(await stage.say('grace', `feedback ${words}`, '#support')).title).toBe('Thank you. This is F-2.');
  });

  test('is quoted whole where it only names a command', async () => {
    expect(await titleOf('what would the report tell my boss?', null)).toBe(
      'I don’t know “what would the report tell my boss?”',
    );
  });

  test('thanks is answered as thanks', async () => {
    expect(await titleOf('thanks', null)).toBe('You’re welcome, Grace.');
    expect(await titleOf('hello', null)).toBe('Hello, Grace.');
  });
});
