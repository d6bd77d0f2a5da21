import type { CallInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import type { CallAddress, CallAt } from '@tollgate/contract/calls/table';
import type { Transport } from '../transport.ts';

/** The callable protocol over plain HTTP, with what a server has to show instead of a signed-in user. */
export interface ServerLine {
  /** Where the functions are, without a slash at the end. */
  functionsUrl: string;
  token(): Promise<string>;
  /** An App Check token, where the functions ask for one. */
  appCheckToken(): Promise<string | null>;
}

interface Body {
  result?: unknown;
  error?: { status?: string; message?: string; details?: unknown };
}

export function serverTransport(line: ServerLine): Pick<Transport, 'call'> {
  return {
    async call<A extends CallAddress>(address: A, input: CallInput<CallAt<A>>) {
      const [token, appCheckToken] = await Promise.all([line.token(), line.appCheckToken()]);
      const response = await fetch(`${line.functionsUrl}/${address}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          ...(appCheckToken === null ? {} : { 'x-firebase-appcheck': appCheckToken }),
        },
        // JSON leaves out what is undefined, as the schemas expect.
        body: JSON.stringify({ data: input }),
      }).catch((cause) => {
        const error = new Error('no connection', { cause });
        throw Object.assign(error, { code: 'unavailable', functionName: address });
      });
      const body: Body = await response.json().catch(() => ({ error: {} }));
      if (body.error || !response.ok) {
        const { status = codeOf(response.status), message = '', details } = body.error ?? {};
        const code = status.toLowerCase().replaceAll('_', '-');
        throw Object.assign(new Error(message), { code, details, functionName: address });
      }
      // The functions answer what the contract says of this call.
      return body.result as CallOutputs[CallAt<A>];
    },
  };
}

/**
 * What is no answer of a callable comes from the way to it: a gateway that gave up can be asked again. A
 * function that is not there, or may not be called, is told apart: `hints.ts` says what to look at.
 */
function codeOf(status: number): string {
  if (status >= 500 || status === 429) return 'UNAVAILABLE';
  if (status === 404) return 'NOT_FOUND';
  return status === 403 ? 'PERMISSION_DENIED' : 'INTERNAL';
}
