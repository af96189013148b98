// Dates as people read them; in UTC, as the pages have them.

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

export const day = (text) => days.format(new Date(text));
