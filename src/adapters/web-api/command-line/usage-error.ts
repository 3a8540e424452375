/** The words of a command line make no sense: it ends with the usage and exit code 2. */
import { ExpectedError } from '../../../kernel/errors.js';

/** Says what is wrong with the words; whoever runs the command shows the usage with it. */
export class UsageError extends ExpectedError {
  constructor(message: string) {
    super('cli.usage', message);
  }
}
