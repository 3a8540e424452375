/** A platform's word that people meet or part: it brings a planned agenda forward and closes it, and never makes one. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Gathering } from '../../../../src/chat/gathering.js';
import { describeOnDatabase } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { planMeeting } from '../../../support/plan-meeting.js';
import { createStage, type Stage, titles } from '../../../support/stage.js';

describeOnDatabase('People who meet', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-18T08:00:00Z' });
    await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const organisationId = async () => (await stage.house.people.actorOf(stage.id('maya')))?.organisationId ?? '';
  async function tell(what: 'began' | 'ended', { place = '#support', callId = 'call-1' } = {}) {
    const told = { platform: 'teams', organisationId: await organisationId(), callId, what } as const;
    await stage.house.meetings.gathered({ ...told, placeId: stage.id(place) } as Gathering);
    await stage.clock.advance({ seconds: 0 });
  }
  async function talk(...who: readonly string[]) {
    const memberIds = who.map((handle) => stage.id(handle));
    const told = { platform: 'slack', organisationId: await organisationId(), callId: 'huddle-1' } as const;
    await stage.house.meetings.gathered({ ...told, what: 'talking', memberIds });
    await stage.clock.advance({ seconds: 0 });
  }
  const at = (time: string) => stage.clock.advanceTo(`2026-11-18T${time}:00Z`);
  const shown = () => titles(stage.place('#support'));

  test('open the planned agenda before its time, once, whatever the clock and the platform say later', async () => {
    await at('09:50');
    await tell('began');
    expect(shown()).toEqual(['Marketing weekly']);
    await tell('began');
    await at('10:30');
    await tell('began');
    expect(shown()).toEqual(['Marketing weekly']);
    expect(await database().models.meeting.count()).toBe(1);
  });

  test('open nothing where no meeting is planned, or long before it', async () => {
    await tell('began');
    await at('09:50');
    await tell('began', { place: '#news' });
    await stage.house.meetings.gathered({
      platform: 'teams',
      organisationId: await organisationId(),
      callId: 'call-1',
      what: 'began',
      placeId: 'no place',
    });
    expect(shown()).toEqual([]);
    expect(titles(stage.place('#news'))).toEqual([]);
    await at('10:00');
    expect(shown()).toEqual(['Marketing weekly']);
  });

  test('close it when they part, and the clock finds it closed', async () => {
    await at('09:55');
    await tell('began');
    await tell('ended');
    expect(shown()).toEqual(['Marketing weekly']);
    await at('10:20');
    await tell('ended', { callId: 'another call of the channel' });
    expect(shown()).toEqual(['Marketing weekly']);
    await tell('ended');
    await tell('ended');
    expect(shown()).toEqual(['Marketing weekly · closed']);
    await at('11:00');
    expect(shown()).toEqual(['Marketing weekly · closed']);
    expect(titles(stage.threads('#support'))).toEqual(['Minutes of Marketing weekly']);
  });

  test('close it too where only the clock knew of its beginning', async () => {
    await at('10:10');
    await tell('ended');
    expect(shown()).toEqual(['Marketing weekly · closed']);
  });

  test('count as the meeting of a place when two of them are its members', async () => {
    await at('09:45');
    await talk('maya');
    expect(shown()).toEqual([]);
    await talk('maya', 'ben');
    await talk('maya', 'ben');
    expect(shown()).toEqual(['Marketing weekly']);
  });
});
