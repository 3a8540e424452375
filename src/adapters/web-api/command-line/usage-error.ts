/** The words of a command line make no sense: it ends with the usage and exit code 2. */
import { ExpectedError } from '../../../kernel/errors.js';

export class UsageError extends ExpectedError {
  constructor(message: string) {
    super('cli.usage', message);
  }
}
