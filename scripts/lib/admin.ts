import { type App, getApps, initializeApp } from 'firebase-admin/app';

/** The Admin SDK for a project: the emulators' when their addresses are in the environment, else the real one. */
export function adminApp(projectId: string): App {
  return getApps()[0] ?? initializeApp({ projectId });
}
