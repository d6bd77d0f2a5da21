/** An error that a person can mend: its message says what to do, so its stack is noise. */
export class MendableError extends Error {}

export const say = (line: string): void => console.log(line);

/** Runs a command's main function; its number, if any, is the exit code. */
export async function runCommand(main: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof MendableError ? error.message : error);
    process.exitCode = 1;
  }
  // Firestore and the browser keep sockets open; the command is over all the same.
  process.exit();
}
