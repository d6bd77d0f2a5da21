import { type App, initializeApp } from 'firebase-admin/app';

let made: App | undefined;

/** Our own handle on Firebase. (firebase-functions makes one too, under another name.) */
export function app(): App {
  made ??= initializeApp();
  return made;
}
