/** Every door, with its share of a run's inputs. */
import type { Door } from '../door.js';
import { conditionDoor } from './conditions.js';
import { readerDoor } from './readers.js';

export const doors: readonly Door[] = [readerDoor, conditionDoor];
