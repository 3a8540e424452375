/** Every door, with its share of a run's inputs. */
import type { Door } from '../door.js';
import { calendarDoor } from './calendars.js';
import { conditionDoor } from './conditions.js';
import { csvDoor } from './csv.js';
import { lineDoor } from './lines.js';
import { playgroundDoor } from './playground.js';
import { publicDoor } from './public-pages.js';
import { readerDoor } from './readers.js';
import { roomDoor } from './rooms.js';
import { slackDoor } from './slack.js';
import { teamsDoor } from './teams.js';
import { apiDoor } from './web-api.js';

export const doors: readonly Door[] = [
  ...[readerDoor, lineDoor, conditionDoor, calendarDoor, csvDoor],
  ...[roomDoor, apiDoor, publicDoor, slackDoor, teamsDoor, playgroundDoor],
];
