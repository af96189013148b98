// Sends one file. XMLHttpRequest, since fetch does not tell how much of a body has gone.
import { adminKey } from '/shared/adminkey.js';
import { answerOf, noAnswer } from './answer.js';
import { rememberAnswer } from './answers.js';
import { consistencyToken, keepConsistencyToken } from '/shared/consistency.js';
import { number } from './format.js';

export const mostBytes = 10_000_000;

// Nothing has moved for as long as that: the connection is dead.
const stalledMilliseconds = 45_000;

// What the service's own words do not say.
const meanings = new Map([
  [401, 'The blog does not accept the admin key. Enter it again, then try again.'],
  [403, 'The blog does not accept the admin key. Enter it again, then try again.'],
  [413, 'This file is too large: a picture may have at most 10 MB.'],
  [415, 'This is no picture that the blog takes: JPEG, PNG, GIF or WebP.'],
  [422, 'This picture is damaged, or has too many pixels.'],
]);

/** What is wrong with a file before it is sent; nothing if it may be sent. */
export function fileProblem(file) {
  if (file.size === 0) {
    return 'This file is empty.';
  }

  // The service would close the connection in the middle of it, and its words would be lost.
  return file.size > mostBytes ? `This file has ${number(file.size)} bytes. A picture may have at most ${number(mostBytes)}.` : '';
}

/**
 * Sends a file, once. The same bytes sent again are the same picture.
 * @param {(share: number) => void} progress How much of it has gone, 0 to 1.
 * @returns {Promise<import('./answer.js').Answer>}
 */
export function sendFile(file, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const token = consistencyToken();
    let timer;
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), stalledMilliseconds);
    };
    const end = (answer) => {
      clearTimeout(timer);
      resolve(answer);
    };

    request.upload.onprogress = ({ loaded, total }) => {
      moved();
      progress(total > 0 ? loaded / total : 0);
    };
    request.onload = () => end(read(request, token));
    request.onabort = () => end(noAnswer('The connection stands still'));
    request.onerror = () => end(noAnswer(navigator.onLine ? 'The blog cannot be reached' : 'You are offline'));
    request.open('POST', '/api/media');
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.setRequestHeader('Authorization', `Bearer ${adminKey()}`);
    request.send(file);
    moved();
  });
}

function read(request, token) {
  const header = (name) => request.getResponseHeader(name);
  rememberAnswer(header);
  keepConsistencyToken({ get: header }, token);
  const answer = answerOf(request.status, header, request.responseText);
  const isOurs = header('Content-Type')?.startsWith('application/problem+json') ?? false;
  const says = answer.status === 401 || answer.status === 403 || !isOurs ? meanings.get(answer.status) : undefined;
  return says ? { ...answer, words: says } : answer;
}
