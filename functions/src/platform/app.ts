import { type App, getApps, initializeApp } from 'firebase-admin/app';

let made: App | undefined;

/**
 * Our Firebase app: the one that an operator's command has connected, or a new one. (firebase-functions makes
 * another, under its own name.)
 */
export function app(): App {
  made ??= getApps().find(({ name }) => name === '[DEFAULT]') ?? initializeApp();
  return made;
}
