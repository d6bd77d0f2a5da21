import type { UserProfile } from '@tollgate/contract/account/profile';
import type { HoldAnswer as Hold, EndAnswer as Settlement } from '@tollgate/contract/activity/activity';
import type { App } from 'firebase-admin/app';
import { getAppCheck } from 'firebase-admin/app-check';
import { hold, report, settle } from '../app-run.ts';
import type { Holder } from '../core.ts';
import { newId } from '../new-id.ts';
import type { Answer, Result } from '../outcome.ts';
import type { CreditsOptions, HoldRequest, RunFunction, SettleRequest } from '../requests.ts';
import { asking, realTiming } from '../retry.ts';
import { type Speech, speakerFor } from '../speaker.ts';
import { runWithCredits } from '../with-credits.ts';
import { tokensFor } from './tokens.ts';
import { serverTransport } from './transport.ts';

export type { UserProfile } from '@tollgate/contract/account/profile';
export type { EndAnswer as Settlement, HoldAnswer as Hold } from '@tollgate/contract/activity/activity';
/**
 * The SDK for an app's own server: the same hold and settle, in the name of its users, with the Admin SDK's
 * credentials.
 */
export type { Answer, Failed, FailureCode, Result, Spent, Succeeded, Told } from '../outcome.ts';
export type { CreditsOptions, HoldRequest, Run, RunFunction, SettleRequest } from '../requests.ts';

export interface ServerOptions extends Speech {
  /** An app of `firebase-admin`, whose credentials may sign tokens. */
  app: App;
  /** The web API key of the project, which is no secret: the same as in the web app's configuration. */
  apiKey: string;
  /** Where the functions are deployed; `us-central1` when left out. */
  region?: string;
  /**
   * Where the functions are, where that is not their usual address:
   * `http://127.0.0.1:5001/PROJECT/us-central1`.
   */
  functionsUrl?: string;
  /** The Firebase app id to ask App Check tokens for, where the functions enforce App Check. */
  appId?: string;
}

/** What a server does for one user. Nothing throws; every answer is a value. */
export interface ServerUser {
  /** Holds the credits for a generation. */
  hold(wanted: HoldRequest): Promise<Answer<Hold>>;
  /**
   * Ends a hold. `units` really used are believed: less than was held costs less. A failure costs nothing.
   */
  settle(end: SettleRequest): Promise<Answer<Settlement>>;
  /** Shows progress to the live view, per cent. */
  report(activityId: string, percent: number): Promise<void>;
  /** Holds, runs and settles in one; `running.used(units)` says what was really used. */
  withCredits<T>(options: CreditsOptions<T>, run: RunFunction<T>): Promise<Result<T>>;
  getProfile(): Promise<Answer<UserProfile>>;
}

export interface TollgateServer {
  /** The user whose credits they are: the uid of an ID token that your server has verified. */
  forUser(userId: string): ServerUser;
}

/**
 * What a server's own code threw may hold its secrets: it is in `cause`, not in a document that the user may
 * read.
 */
const unsaid = () => undefined;

/**
 * Connects a server to the credit system. Make one and keep it: it keeps the tokens of the users whom it
 * served last.
 */
export function createTollgateServer(options: ServerOptions): TollgateServer {
  const { app, apiKey, region = 'us-central1', appId } = options;
  const functionsUrl = options.functionsUrl ?? `https://${region}-${projectOf(app)}.cloudfunctions.net`;
  const tokenOf = tokensFor({ app, apiKey, nowMs: Date.now });
  const { say } = speakerFor(options, functionsUrl);
  const appCheckToken = async () =>
    appId === undefined ? null : (await getAppCheck(app).createToken(appId)).token;
  return {
    forUser(userId) {
      const core: Holder = {
        transport: serverTransport({ functionsUrl, token: () => tokenOf(userId), appCheckToken }),
        timing: realTiming,
        userId: () => userId,
        newRequestId: newId,
      };
      return {
        hold: (wanted) => say(hold(core, wanted)),
        settle: (end) => say(settle(core, end)),
        report: (activityId, percent) => report(core, activityId, percent),
        withCredits: (wanted, run) => say(runWithCredits(core, wanted, run, unsaid)),
        getProfile: () => say(asking(() => core.transport.call('getUserProfile', {}), core.timing)),
      };
    },
  };
}

function projectOf({ options }: App): string {
  const project = options.projectId ?? process.env.GOOGLE_CLOUD_PROJECT ?? process.env.GCLOUD_PROJECT;
  if (project) return project;
  throw new Error(
    'createTollgateServer needs a project: initializeApp({ projectId }), or the variable GOOGLE_CLOUD_PROJECT',
  );
}
