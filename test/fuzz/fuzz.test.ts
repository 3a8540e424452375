/**
 * A tenth of what `npm run fuzz` tries, door by door. How much code an input may run is counted; the seed is always the
 * same, so that a change that goes red is the change that broke it.
 */
import { expect, test } from '@jest/globals';
import { doors } from './doors/index.js';

const inputCount = 100_000;
const whole = doors.reduce((sum, { share }) => sum + share, 0);

test.each(doors.map((door) => [door.name, door] as const))(
  'The door %s keeps its promises',
  async (_, { run, share }) => {
    const { failures } = await run({ runs: Math.ceil((inputCount * share) / whole), seed: 1, isGuided: false });
    expect(failures.map(({ message, input, seed }) => `seed ${seed}, ${input}: ${message}`)).toEqual([]);
  },
  600_000,
);
