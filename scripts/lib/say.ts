/** An error that a person can mend: its message says what to do, so its stack is noise. */
export class MendableError extends Error {}

export const say = (line: string): void => console.log(line);

/** What Firestore, Authentication or the way to them says: their stack leads nowhere in this repository. */
const isOfService = (error: unknown): error is Error & { code: unknown } =>
  error instanceof Error &&
  'code' in error &&
  (typeof error.code === 'number' || /^[a-z]+\//.test(`${error.code}`));

const WHY: Readonly<Record<string, string>> = {
  3: 'Is the id of the project right?',
  5: 'Is the id of the project right, and has it a Firestore database?',
  7: 'Is the id of the project right, and may these credentials read and write there?',
  14: 'Is it running, and is the network there?',
  16: 'Sign in again: gcloud auth application-default login',
};

function lineFor(error: unknown): unknown {
  if (error instanceof MendableError) return error.message;
  // Another program's document, or a damaged one: the message names it and what is wrong.
  if (error instanceof Error && error.name === 'UnreadableDocument')
    return `Nothing was done: ${error.message}. See docs/operations.md, "Documents that are not ours".`;
  if (!isOfService(error)) return error;
  const [first = ''] = error.message.split('\n');
  return `The service did not do it: ${first} ${WHY[`${error.code}`] ?? ''}`.trim();
}

/** Runs a command's main function; its number, if any, is the exit code. */
export async function runCommand(main: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(lineFor(error));
    process.exitCode = 1;
  }
  // Firestore and the browser keep sockets open; the command is over all the same.
  process.exit();
}
