import { openApp, signIn } from './app.ts';
import { openCredits, paidPicture } from './credits.ts';

function find<T extends Element>(selector: string, kind: new () => T): T {
  const found = document.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`index.html has no ${selector}`);
}

const [door, desk] = [find('#door', HTMLFormElement), find('#desk', HTMLFormElement)];
const picture = find('#picture', HTMLImageElement);
const drawButton = find('#draw', HTMLButtonElement);
const [account, outcome] = [find('#account', HTMLElement), find('#outcome', HTMLElement)];

/** What a form says in a field, as text. */
const told = (form: HTMLFormElement, name: string) => String(new FormData(form).get(name) ?? '');

const app = await openApp();

door.addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    await signIn(app, told(door, 'email'), told(door, 'password'));
  } catch {
    outcome.textContent = 'Nobody has this email and password.';
    return;
  }
  outcome.textContent = '';
  door.hidden = true;
  desk.hidden = false;
  await openCredits(app, (line) => {
    account.textContent = line;
  });
});

desk.addEventListener('submit', async (event) => {
  event.preventDefault();
  const prompt = told(desk, 'prompt');
  outcome.textContent = 'Drawing …';
  // One at a time: a second click would pay for a second picture, and each would tell of the other's.
  drawButton.disabled = true;
  const result = await paidPicture(prompt);
  drawButton.disabled = false;
  if (!result.success) {
    outcome.textContent = result.error;
    return;
  }
  picture.src = result.data;
  picture.alt = prompt;
  picture.hidden = false;
  outcome.textContent = `Paid ${result.creditsUsed}, left ${result.remainingCredits}.`;
});
