/** Each member reads their own language, channels that of the organisation, through the real rooms and the outbox. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage, type Stage } from '../../support/stage.js';

describeOnDatabase('The language in which the bot writes', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
  });
  afterEach(() => stage.stop());

  const said = async (who: string, line: string) => JSON.stringify(await stage.say(who, line));

  test('is chosen by its own name, by its English one and by its tag, and answered in it', async () => {
    expect(await said('ben', 'language')).toContain('I write to you in English');
    expect(await said('ben', 'language Urdu')).toContain('اب سے میں آپ کو اردو میں لکھوں گا');
    expect(await said('ben', 'language')).toContain('میں آپ سے اردو میں بات کرتا ہوں');
    expect(await said('ben', 'language հայերեն')).toContain('Այսուհետ ձեզ կգրեմ այս լեզվով՝ հայերեն');
    expect(await said('ben', 'language en')).toContain('From now on I write to you in English');
  });

  test('is each member’s own', async () => {
    await stage.say('ben', 'language ur');
    expect(await said('grace', 'language')).toContain('I write to you in English');
  });

  test('goes back to that of the platform', async () => {
    await database().executeSql("UPDATE members SET locale = 'hy-AM' WHERE handle = 'ben'");
    await stage.say('ben', 'language ur');
    expect(await said('ben', 'language default')).toContain('հայերեն');
  });

  test('is refused where it is not spoken, with those that are', async () => {
    expect(await said('ben', 'language Klingon')).toMatch(
      /I don’t speak “Klingon” yet\. Choose English, \S+, \S+ or \S+\./u,
    );
  });

  test('of channels is a setting', async () => {
    expect(await said('grace', 'settings language:klingon')).toContain('I don’t speak “klingon” yet.');
    expect(await said('grace', 'settings language:urdu')).toContain('اردو');
    const [row] = await database().queryText<{ language: string }[]>(
      "SELECT settings->>'language' AS language FROM organisations",
    );
    expect(row?.language).toBe('ur');
  });
});
