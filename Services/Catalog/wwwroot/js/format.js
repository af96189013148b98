// Money, dates and names as people read them.

const euros = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });
const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const numbers = new Intl.NumberFormat('en-GB');

export const money = (cents) => euros.format(cents / 100);
export const date = (text) => dates.format(new Date(text));
export const number = (value) => numbers.format(value);

/** `t-shirts` → `T-shirts`. */
export const title = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** `1 item`, `2 items`. */
export const count = (amount, one, many = `${one}s`) => `${number(amount)} ${amount === 1 ? one : many}`;
