/** Largest edit of a shared text in one signal: a text of 2 MiB pasted over another one, below what a socket takes. */
export const maxEditBytes = 4 * 1024 * 1024;
