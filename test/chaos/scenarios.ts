/** Kinds of rough weather, by name. */
import { backupRestored } from './restore.js';
import type { Sky } from './sky.js';
import { buildSlackTown } from './slack-town.js';
import { buildMailTown, surveyMailed } from './surveys.js';
import { buildTeamsTown } from './teams-town.js';
import type { Town } from './town.js';
import * as weather from './weather.js';

export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly copies: number;
  readonly isOnServer: boolean;
  readonly hasSmallDisk?: true;
  /** The server is our own, and has a standby. */
  readonly hasPair?: true;
  /** Copies may end by themselves: they start anew as a service does. */
  readonly mayEnd?: true;
  readonly buildTown: () => Promise<Town>;
  /** Its share of the kills that are wanted. */
  readonly killShare: number;
  weather(sky: Sky): Promise<void>;
}

const inSlack = { buildTown: buildSlackTown, killShare: 0 } as const;
const onServer = { ...inSlack, copies: 2, isOnServer: true } as const;
const embedded = { ...inSlack, copies: 1, isOnServer: false } as const;

export const scenarios: readonly Scenario[] = [
  {
    ...embedded,
    name: 'kills',
    about: 'one copy on the embedded folder, killed over and over',
    killShare: 0.15,
    weather: weather.kills,
  },
  {
    ...onServer,
    name: 'copies',
    about: 'ten copies on one PostgreSQL, killed over and over',
    copies: 10,
    killShare: 1,
    weather: weather.kills,
  },
  {
    ...onServer,
    name: 'database',
    about: 'the database is gone for 1 s, 30 s and 5 min',
    mayEnd: true,
    weather: weather.databaseAway,
  },
  {
    ...onServer,
    name: 'resets',
    about: 'connections reset, answers of commits lost',
    mayEnd: true,
    weather: weather.resets,
  },
  {
    ...onServer,
    name: 'standby',
    about: 'the primary is killed, and its standby takes its place',
    hasPair: true,
    mayEnd: true,
    weather: weather.standby,
  },
  { ...onServer, name: 'restore', about: 'a backup restored while messages were out', weather: backupRestored },
  { ...embedded, name: 'restore-folder', about: 'the same on the embedded folder', weather: backupRestored },
  {
    ...onServer,
    name: 'platform',
    about: 'the platform answers 429, 500, nothing, or half',
    weather: weather.platform,
  },
  { ...onServer, name: 'events', about: 'events repeated and out of order', weather: weather.events },
  {
    ...onServer,
    name: 'teams',
    about: 'Teams answers 429, 500, nothing, or half, and repeats itself; kills',
    buildTown: buildTeamsTown,
    killShare: 0.1,
    weather: weather.everything,
  },
  {
    ...onServer,
    name: 'surveys',
    about: 'a survey to 300 people by mail; kills, and a mail server that breaks off',
    buildTown: buildMailTown,
    killShare: 0.1,
    weather: surveyMailed,
  },
  { ...onServer, name: 'clocks', about: 'clocks jump an hour either way', weather: weather.clocks },
  {
    ...embedded,
    name: 'disk',
    about: 'a full disk under the embedded folder',
    hasSmallDisk: true,
    mayEnd: true,
    weather: weather.diskFull,
  },
];
