// How many of one thing somebody may want.
import { mostPerLine } from './cart.js';

/** What is wrong with a quantity, in words; nothing if it is fine. */
export const quantityProblem = (text) =>
  (/^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= mostPerLine ? '' : `Choose a whole number from 1 to ${mostPerLine}.`);
