// The states of an order, in words.

const words = new Map([
  ['placed', 'We have your order and are checking stock and prices.'],
  ['confirmed', 'Your order is confirmed. Thank you!'],
  ['rejected', 'This order was not possible.'],
]);
const short = new Map([['placed', 'Placed'], ['confirmed', 'Confirmed'], ['rejected', 'Not possible']]);

export const isFinal = (status) => status === 'confirmed' || status === 'rejected';
export const statusInWords = (status) => words.get(status) ?? status;
export const statusInShort = (status) => short.get(status) ?? status;
