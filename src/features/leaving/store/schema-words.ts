/** What tables and columns mean, for exports. */
export { readSchemaWords } from '../../../storage/database.js';
