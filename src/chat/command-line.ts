/** What a person typed after `/customer`, taken apart: which command, the details, and the text that is left. The door to command-line/. */
export { type ParsedCommand, parseCommand } from './command-line/parse-command.js';
export type { CommandLine, DetailSpec } from './command-line/shape.js';
