// Times come as UTC and are shown in the viewer's zone and manner. What htmx morphs loses the mark data-shown, and is shown anew.
const formats = {
  time: new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' }),
  'date-time': new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }),
};
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' });

export const showTimes = (root) => {
  for (const element of root.querySelectorAll('time[datetime]:not([data-shown])')) {
    const moment = new Date(element.dateTime);
    if (!Number.isNaN(moment.getTime())) {
      element.textContent = (formats[element.dataset.show] ?? formats.time).format(moment);
      element.dataset.shown = '';
    }
  }
};

// Written when somebody points at it: it takes its time, and pages may show thousands.
document.addEventListener('pointerover', (event) => {
  if (event.target.matches?.('time[data-shown]:not([title])')) {
    event.target.title = full.format(new Date(event.target.dateTime));
  }
});
