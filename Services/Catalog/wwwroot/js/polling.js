// Asks again and again, less and less often, until the answer is final. A page that nobody looks at does not ask.
import { isUnclear } from './retry.js';

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 10_000;
const growth = 1.5;

/**
 * @param {() => Promise<Answer>} ask
 * @param {(answer: Answer) => boolean} take Shows an answer, and says whether it was the last one.
 */
export async function poll(ask, take) {
  for (let pause = firstPauseMilliseconds; ; pause = Math.min(longestPauseMilliseconds, pause * growth)) {
    await visible();
    const answer = await ask();
    if (take(answer)) {
      return;
    }

    const wished = isUnclear(answer) ? (answer.retryAfter ?? 0) * 1000 : 0;
    await new Promise((resolve) => { setTimeout(resolve, Math.max(pause, wished)); });
  }
}

function visible() {
  return document.hidden
    ? new Promise((resolve) => { document.addEventListener('visibilitychange', resolve, { once: true }); })
    : Promise.resolve();
}
