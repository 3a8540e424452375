import { expect, test } from '@jest/globals';
import { ownAddress } from '../../../src/features/briefs/rules/own-address.js';

const meetings = (...all: string[][]) =>
  all.map((addresses) => ({ people: addresses.map((address) => ({ address, hasDeclined: false })) }));
const url = 'https://outlook.example/owa/calendar/abc/calendar.ics';

test('Whose calendar it is stands in its address or name, else whoever is in every meeting is it', () => {
  const google = 'https://calendar.google.com/calendar/ical/Grace%40harbour.example/private-1/basic.ics';
  expect(ownAddress({ url: google, name: 'Work', occurrences: [] })).toBe('grace@harbour.example');
  expect(ownAddress({ url, name: 'grace@harbour.example', occurrences: [] })).toBe('grace@harbour.example');
  const team = 'https://calendar.google.com/calendar/ical/c_1%40group.calendar.google.com/private-1/basic.ics';
  expect(ownAddress({ url: team, name: 'Team', occurrences: [] })).toBeNull();
  const three = meetings(['g@h.example', 'a@a.example'], ['b@b.example', 'g@h.example'], [], ['g@h.example']);
  expect(ownAddress({ url, name: 'Calendar', occurrences: three })).toBe('g@h.example');
});

test('Nobody is taken for the owner where two could be, or where little is known', () => {
  const pair = meetings(['g@h.example', 'a@h.example'], ['a@h.example', 'g@h.example'], ['g@h.example', 'a@h.example']);
  expect(ownAddress({ url, name: null, occurrences: pair })).toBeNull();
  expect(ownAddress({ url, name: null, occurrences: pair.slice(0, 2) })).toBeNull();
  expect(ownAddress({ url: 'https://x.example/%E0%A4%A', name: null, occurrences: [] })).toBeNull();
});
