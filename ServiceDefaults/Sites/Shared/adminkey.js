// The admin key, kept for this tab only.

const storageKey = 'admin-key';

export const adminKey = () => sessionStorage.getItem(storageKey) ?? '';
export const keepAdminKey = (key) => sessionStorage.setItem(storageKey, key);
export const forgetAdminKey = () => sessionStorage.removeItem(storageKey);
