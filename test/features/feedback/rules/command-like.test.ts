import { describe, expect, test } from '@jest/globals';
import { commandLike } from '../../../../src/features/feedback/rules/command-like.js';
import { feedbackNumbers } from '../../../../src/features/feedback/rules/feedback.js';

describe('Words behind “feedback”', () => {
  test.each([
    ['F-7', 7],
    ['f 7', 7],
    ['f7', 7],
    ['#12', 12],
    ['F–12', 12],
    ['F-7.', 7],
    ['7', null],
    ['F-7 again', null],
    ['f', null],
  ])('“%s” is the name %s', (typed, number) => {
    expect(feedbackNumbers.parse(typed)).toBe(number);
  });

  test.each([
    ['delete F-10', 'feedback withdraw F-10'],
    ['take back F-10', 'feedback withdraw F-10'],
    ['take F-10 back', 'feedback withdraw F-10'],
    ['remove f 10 please', 'feedback withdraw F-10'],
    ['withdraw 10', 'feedback withdraw F-10'],
    ['delet F-10', 'feedback withdraw F-10'],
    ['edit F-3 topic', 'feedback edit F-3'],
    ['merge F-3 and F-4', 'feedback same F-3 F-4'],
    ['close F-3', 'feedback F-3'],
    ['F-3 again', 'feedback F-3'],
    ['12', 'feedback F-12'],
    ['list opne', 'feedback list open'],
    ['lst', 'feedback list'],
    ['list refund', 'feedback list refund'],
    ['overdue', 'feedback list overdue'],
    ['mnie', 'feedback list mine'],
  ])('“%s” looks like a command', (typed, line) => {
    expect(commandLike(typed, true)?.line).toBe(line);
  });

  test.each([
    'The refund never came',
    'Show times are wrong',
    'Open late on Sundays would be great',
    'Great!',
    'slow',
    'It is the same as F-3 which I wrote about last week, and nobody answered',
    'They waited 12 days',
    'Terminal F 12 was closed',
    'changed my booking twice',
  ])('“%s” does not', (typed) => {
    expect(commandLike(typed, true)).toBeNull();
  });
});
