import type { Place } from './hints.ts';
import {
  type Answer,
  type ErrorCallback,
  type Failure,
  type Result,
  type Told,
  told,
  type Unsubscribe,
} from './outcome.ts';
import type { Messages } from './words.ts';

/** In which language people are told what went wrong. */
export interface Speech {
  /**
   * A locale such as `en-GB` or `ar`, or a function that says which it is now. English and Arabic are
   * shipped; in any other, what `messages` leaves out is said in English.
   */
  locale?: string | (() => string);
  /** Your own sentences by code, in the language of `locale`. They come before the shipped ones. */
  messages?: Messages;
}

type Tell = (failure: Told) => string;

const inEnglish: Tell = ({ message }) => message;

export type Speaker = ReturnType<typeof speakerFor>;

/** Puts every failure that leaves the SDK into the reader's language: the one place that does. */
export function speakerFor({ locale = 'en', messages }: Speech, place?: Place) {
  const loaded = new Map<string, Promise<Tell>>();

  function teller(): Promise<Tell> {
    const wanted = typeof locale === 'function' ? locale() : locale;
    const loading = loaded.get(wanted) ?? load(wanted);
    loaded.set(wanted, loading);
    return loading;
  }

  /** English is what the functions speak; the words of other languages are loaded by who needs them. */
  async function load(wanted: string): Promise<Tell> {
    if (!messages && /^en\b/i.test(wanted)) return inEnglish;
    try {
      const { tellerFor } = await import('./telling.ts');
      return await tellerFor(wanted, messages);
    } catch {
      // The line is cut, which is what is to be told: English now, another try the next time.
      loaded.delete(wanted);
      return inEnglish;
    }
  }

  /**
   * What failed without an answer of the functions: where to look is known to a part that is loaded for it.
   */
  async function explain(failed: Told): Promise<Told> {
    if (!place || !(failed.hint || Object(failed.cause).functionName)) return failed;
    try {
      return await (await import('./hints.ts')).explained(failed, place);
    } catch {
      return failed;
    }
  }

  // Before the line is cut, not after.
  void teller();
  return {
    async say<A extends Answer<unknown> | Result<unknown>>(answering: Promise<A>): Promise<A> {
      const answer = await answering;
      if (answer.success) return answer;
      const failed = await explain(answer);
      const message = (await teller())(failed);
      return Object.assign({}, answer, failed, { message, error: message });
    },

    /** Runs a subscription; who has left is not told any more. */
    follow(
      onError: ErrorCallback,
      listen: (onFailure: (failure: Failure) => void) => Unsubscribe,
    ): Unsubscribe {
      let isOver = false;
      const stop = listen((failure) => {
        void teller().then((tell) => {
          const english = told(failure);
          if (!isOver) onError({ ...english, message: tell(english) });
        });
      });
      return () => {
        isOver = true;
        stop();
      };
    },
  };
}
