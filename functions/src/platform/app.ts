import { type App, getApps, initializeApp } from 'firebase-admin/app';

let made: App | undefined;

/**
 * Our own handle on Firebase: the one that a command of an operator has connected, or a new one.
 * (firebase-functions makes one too, under another name.)
 */
export function app(): App {
  made ??= getApps().find(({ name }) => name === '[DEFAULT]') ?? initializeApp();
  return made;
}
