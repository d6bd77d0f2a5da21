import { createInterface } from 'node:readline/promises';
import { realProject } from './project.ts';
import { MendableError, say } from './say.ts';

/** The terminal, as far as it is asked something. */
export interface Terminal {
  /** Whether somebody sits there. */
  isThere: boolean;
  ask: (question: string) => Promise<string>;
}

/**
 * Before a command writes: whoever runs it says yes to the real project, which is named to them. Emulators
 * are nobody's data, so nothing is asked there. Where nobody can be asked, in a script or a pipeline, `--yes`
 * says it beforehand.
 *
 * @param what what is going to be written, as in `make ada@example.com an admin`
 */
export async function agreeToWrite(
  what: string,
  isAgreed: boolean | undefined,
  project: string | undefined = realProject(),
  terminal: Terminal = ownTerminal,
): Promise<void> {
  if (project === undefined) return;
  if (isAgreed) return say(`In the real project ${project}: ${what}.`);
  if (!terminal.isThere) {
    throw new MendableError(
      `Nothing was written. This would ${what} in the real project ${project}, and nobody is at a terminal to agree. ` +
        'In a script, add --yes.',
    );
  }
  const answer = await terminal.ask(`This will ${what} in the real project ${project}. Go on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new MendableError('Nothing was written.');
}

const ownTerminal: Terminal = {
  isThere: process.stdin.isTTY === true && process.stderr.isTTY === true,
  // Not on the standard output, which may go into a file.
  ask: async (question) => {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    // The end of the input (Ctrl-D) or Ctrl-C is no answer, and so no agreement.
    const ended = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
    const answer = await Promise.race([reader.question(question).catch(() => ''), ended]);
    reader.close();
    return answer;
  },
};
