/** What an app, a server and a Next.js app write to use the installed SDK. */

/** A page's part: `PORT` is where the functions are. Prints what it was answered. */
export const PAGE = `
import { createTollgate } from '@tollgate/client';
import { createApiKeys } from '@tollgate/client/api-keys';
import { buyingOf } from '@tollgate/client/buying';
import { deleteApp, initializeApp } from 'firebase/app';
import { type Auth, getAuth } from 'firebase/auth';
import { getFirestore, terminate } from 'firebase/firestore';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';

const app = initializeApp({ projectId: 'demo-peers', apiKey: 'a-key', appId: '1:1:web:1' });
const functions = getFunctions(app);
connectFunctionsEmulator(functions, '127.0.0.1', Number(process.env.PORT));
const firestore = getFirestore(app);
getAuth(app);
const user = { uid: 'ada', isAnonymous: false };
const auth = {
  currentUser: user,
  onIdTokenChanged(tell: (who: unknown) => void) {
    queueMicrotask(() => tell(user));
    return () => undefined;
  },
};
const tollgate = createTollgate({ functions, firestore, auth: auth as unknown as Auth });
buyingOf(tollgate);
createApiKeys({ functions });

const users: unknown[] = [];
const stop = tollgate.subscribeToUser((who) => users.push(who?.userId));
const profile = await tollgate.getProfile();
const pieces: string[] = [];
const wanted = { aiType: 'chat', service: 'gemini', prompt: 'hello' } as const;
const made = await tollgate.generate(wanted, { onText: (piece) => pieces.push(piece) });
stop();

// What an app meets that is set up wrong: no such function, and nobody there at all.
const askedAt = async (region: string, port: number) => {
  const elsewhere = getFunctions(app, region);
  connectFunctionsEmulator(elsewhere, '127.0.0.1', port);
  const answer = await createTollgate({ functions: elsewhere, firestore, auth: auth as unknown as Auth }).getProfile();
  return answer.success ? null : { code: answer.code, hasHint: answer.hint !== undefined };
};
const failures = await Promise.all([askedAt('nowhere', Number(process.env.PORT)), askedAt('us-east1', 9)]);
process.stdout.write(\`\${JSON.stringify({ credits: profile.data?.creditsMicro, pieces, made: made.data?.text, users, failures })}\\n\`);
await terminate(firestore);
await deleteApp(app);
`;

/** A server's part, which finds Identity Toolkit by the variable of its emulator. */
export const SERVER = `
import { createTollgateServer } from '@tollgate/client/server';
import { initializeApp } from 'firebase-admin/app';

const app = initializeApp({ projectId: 'demo-peers' });
const functionsUrl = \`http://127.0.0.1:\${process.env.PORT}\`;
const tollgate = createTollgateServer({ app, apiKey: 'a-key', functionsUrl });
const profile = await tollgate.forUser('ada').getProfile();
process.stdout.write(\`\${JSON.stringify({ credits: profile.data?.creditsMicro, error: profile.error })}\\n\`);
`;

/** A Next.js app: a page rendered on the server, around components of the SDK that run in the browser. */
export const NEXT_APP: Readonly<Record<string, string>> = {
  // The folder has other programs beside: Next.js adds what else it wants.
  'tsconfig.json': `{ "compilerOptions": { "jsx": "react-jsx", "skipLibCheck": true }, "include": ["app"] }\n`,
  'next.config.mjs': `export default { typescript: { ignoreBuildErrors: false } };\n`,
  'app/layout.tsx': `
import '@tollgate/client/react/styles.css';
import type { ReactNode } from 'react';
export default ({ children }: { children: ReactNode }) => <html lang="en"><body>{children}</body></html>;
`,
  'app/credits.tsx': `
'use client';
import { createTollgate } from '@tollgate/client';
import { CreditBalance, CreditsProvider, UsageChart } from '@tollgate/client/react';
import { initializeApp } from 'firebase/app';
import type { ReactNode } from 'react';
const app = initializeApp({ projectId: 'demo-peers', apiKey: 'a-key', appId: '1:1:web:1' });
const tollgate = createTollgate({ app });
export const Credits = ({ children }: { children: ReactNode }) => (
  <CreditsProvider tollgate={tollgate}><CreditBalance /><UsageChart />{children}</CreditsProvider>
);
`,
  // A component of the SDK named by a page that is rendered on the server alone: its entry says that it is a
  // client's.
  'app/page.tsx': `
import { LimitCountdown } from '@tollgate/client/react';
import { Credits } from './credits';
export const dynamic = 'force-dynamic';
export default () => (
  <main><h1>Picture desk</h1><Credits><LimitCountdown aiType="image" /></Credits></main>
);
`,
};
