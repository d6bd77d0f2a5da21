import os from 'node:os';

/** Whoever runs a command, as audit entries name them. */
export const operator = (): string => `operator:${os.userInfo().username}`;
