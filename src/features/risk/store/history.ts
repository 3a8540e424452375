/** What happened to customers at risk, in the append-only history. */
export { appendHistory } from '../../../storage/history.js';
