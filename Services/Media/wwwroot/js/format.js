// Dates and numbers as people read them; dates in UTC, as the pages have them.

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const numbers = new Intl.NumberFormat('en-GB');

export const day = (text) => days.format(new Date(text));
export const number = (value) => numbers.format(value);
