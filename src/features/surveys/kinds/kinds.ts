/** All kinds of surveys, by name. */
import type { KindName } from '../rules/survey.js';
import { expected } from './expected.js';
import type { Kind } from './kind.js';
import { nps } from './nps.js';
import { onething } from './onething.js';

/** In the order in which forms offer them. */
export const kinds: Readonly<Record<KindName, Kind>> = { nps, onething, expected };

/** The kind with this name; null: there is none. */
export const kindNamed = (name: string): Kind | null => Object.values(kinds).find((kind) => kind.name === name) ?? null;
