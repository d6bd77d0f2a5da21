import { createTollgate, type Tollgate } from '@tollgate/client';
import type { FirebaseApp } from 'firebase/app';
import { draw } from './draw.ts';

let tollgate: Tollgate;

/** Connects, welcomes who is signed in, and says what they have and what a picture costs, as both change. */
export async function openCredits(app: FirebaseApp, tell: (line: string) => void): Promise<void> {
  tollgate = createTollgate({ app, locale: navigator.language });
  await tollgate.ensureUser();
  let left = '';
  const say = () => {
    const price = tollgate.quote({ aiType: 'image', service: 'dalle3' });
    if (price.kind === 'quote') tell(`${left} A picture costs ${price.costMicro / 1_000_000}.`);
  };
  tollgate.subscribeToPrices(say);
  tollgate.subscribeToBalance(({ credits }) => {
    left = `Credits: ${credits}.`;
    say();
  });
}

/** The app's own `draw`, between hold and charge: what fails costs nothing, within the day's allowance. */
export const paidPicture = (prompt: string) =>
  tollgate.withImageCredits({ service: 'dalle3', prompt }, () => draw(prompt));
