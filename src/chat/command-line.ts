/** Parses what a person typed after `/customer` into command, details and text. The door to command-line/. */
export { type ParsedCommand, parseCommand } from './command-line/parse-command.js';
export type { CommandLine, DetailSpec } from './command-line/shape.js';
export { writeLine } from './command-line/write-line.js';
