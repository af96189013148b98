// Times come as UTC and are shown in the viewer's zone and manner.
const formats = {
  time: new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' }),
  'date-time': new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }),
};
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' });

export const showTimes = (root) => {
  for (const element of root.querySelectorAll('time[datetime]')) {
    const moment = element.dateTime;
    const text = formats[element.dataset.show ?? 'time']?.format(new Date(moment));
    if (text && element.textContent !== text) {
      element.textContent = text;
      element.title = full.format(new Date(moment));
    }
  }
};
