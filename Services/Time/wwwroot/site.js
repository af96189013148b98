// Puts the page together: the chosen zone, the clock that the stream drives, and the tally of who answers.
import { askTime } from './api.js';
import { showTick, showZone } from './clock.js';
import { combobox } from './combobox.js';
import { openStream } from './stream.js';
import { streamPanel } from './streampanel.js';
import { tally } from './tally.js';
import { chosenZone, rememberZone, search } from './zones.js';

const byId = (id) => document.getElementById(id);
const panel = streamPanel();
const answers = tally();
let zone;
let stream;

async function ask() {
  const answer = await askTime(zone);
  answers.add(answer);
  if (answer.instance) {
    byId('footer-instance').textContent = answer.instance;
    byId('footer-zone').textContent = answer.availabilityZone;
  }

  return answer;
}

/** Changes to another zone, if the service knows it. If not, says so and leaves everything as it was. */
async function choose(name) {
  const answer = await askTime(name);
  const problem = byId('problem');
  problem.textContent = answer.status === 404 ? answer.detail : '';
  if (answer.status === 404) {
    return false;
  }

  zone = answer.time?.timeZone ?? name;
  rememberZone(zone);
  showZone(zone);
  picker.show(zone);
  stream?.close();
  panel.restart();
  stream = openStream(zone, { tick: (time) => { showTick(time); panel.tick(time); }, state: (state) => panel.state(state) });
  return true;
}

const picker = combobox({ input: byId('zone'), button: byId('zone-open'), list: byId('zones'), search, choose });

byId('ask-once').addEventListener('click', ask);
byId('ask-many').addEventListener('click', () => Promise.all(Array.from({ length: 30 }, ask)));
byId('clear').addEventListener('click', () => answers.clear());
setInterval(() => {
  if (byId('ask-always').checked && !document.hidden) {
    ask();
  }
}, 1000);

if (!await choose(chosenZone())) {
  await choose('UTC');
}
ask();
