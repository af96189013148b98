// Name, e-mail and address, as the checkout and the profile ask for them. The service checks them again.
import { fields, required } from './fields.js';
import { newKey } from '/shared/key.js';
import { sendUntilClear } from './retry.js';

const path = '/api/customers/me';
const address = required('the address', 1000);
const email = required('your e-mail address', 254);

/** The customer fields of the page. */
export const customerFields = () => fields({
  name: required('your name', 200),
  email: (text) => email(text) || (/^[^\s@]+@[^\s@]+$/.test(text) ? '' : 'This is no e-mail address. It should look like name@example.com.'),
  address,
});

/** The remembered customer; 404 if there is none. */
export const askCustomer = () => sendUntilClear('GET', path);

/** Saves it. With a key, by which a repetition is known as one: saving gives the browser a new session cookie, which nobody else may be told who asks again. */
export const saveCustomer = (customer, options) => sendUntilClear('PUT', path, { body: customer, headers: { 'Idempotency-Key': newKey() }, ...options });
