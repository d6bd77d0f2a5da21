import { createHash } from 'node:crypto';
import type { Reply } from '../../platform/http.ts';
import type { Session } from './sessions.ts';

/**
 * The pages of the simulated checkout: nothing but HTML and a style, so that they work wherever a form does.
 */

const STYLE = `:root{color-scheme:light dark}*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;font:1rem/1.5 system-ui,sans-serif;
background:light-dark(#f4f5f7,#141517);color:light-dark(#1b1d21,#e6e7e9)}
main{width:100%;max-width:26rem;padding:1.5rem;border-radius:12px;background:light-dark(#fff,#1f2124);
border:1px solid light-dark(#d5d9df,#383b40)}
h1{font-size:1.25rem;margin:0 0 .25rem}p{margin:.25rem 0}
.note{margin:0 0 1.25rem;padding:.5rem .75rem;border-radius:8px;background:light-dark(#fff3d6,#3a2f12);
color:light-dark(#5c4200,#ffdf94);font-weight:600}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:1rem 0}dt{color:light-dark(#555b66,#a9adb5)}
dd{margin:0;text-align:end;overflow-wrap:anywhere}.price{font-size:1.75rem;font-weight:700}
form{display:grid;gap:.5rem;margin-top:1.25rem}
button,a.button{font:inherit;font-weight:600;padding:.65rem 1rem;border-radius:8px;cursor:pointer;text-align:center;
text-decoration:none;border:1px solid light-dark(#8a909b,#767b84);background:transparent;color:inherit}
button.pay{background:#1c54c4;border-color:#1c54c4;color:#fff}
button:hover,a.button:hover{filter:brightness(.94)}:focus-visible{outline:3px solid light-dark(#1c54c4,#8ab0ff);outline-offset:2px}`;

const styleHash = createHash('sha256').update(STYLE).digest('base64');

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * Where its form may lead in the end is named, because a browser holds a redirect after a form against it.
 */
function page(status: number, title: string, body: string, mayLeadTo = ''): Reply {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    `form-action 'self' ${mayLeadTo}`.trim(),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy.join('; '),
      'X-Frame-Options': 'DENY',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`,
  };
}

const NOTE = '<p class="note">Simulated checkout: no money moves.</p>';

const dollars = (cents: number): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(cents / 100);

const bought = ({ name, amountCents, email, reference }: Session): string => `<p>${escaped(name)}</p>
<p class="price">${dollars(amountCents)}</p>
<dl>${email === null ? '' : `<dt>Receipt to</dt><dd>${escaped(email)}</dd>`}
<dt>Order</dt><dd>${escaped(reference.tollgateOrder)}</dd></dl>`;

const backTo = (url: string): string => `<a class="button" href="${escaped(url)}">Back to the app</a>`;

export const payPage = (session: Session, trouble: string | null): Reply =>
  page(
    trouble === null ? 200 : 502,
    'Pay',
    `${NOTE}${trouble === null ? '' : `<p role="alert">${escaped(trouble)}</p>`}${bought(session)}
<form method="post"><button class="pay" name="action" value="pay">Pay ${dollars(session.amountCents)}</button>
<button name="action" value="decline">Decline the payment</button>
<button name="action" value="cancel">Cancel and go back</button></form>`,
    new URL(session.doneUrl).origin,
  );

export const receiptPage = (session: Session): Reply =>
  page(200, 'Paid', `${NOTE}<p>This is the receipt.</p>${bought(session)}<p>${backTo(session.doneUrl)}</p>`);

export const overPage = (session: Session): Reply =>
  page(
    410,
    'This checkout is over',
    `${NOTE}<p>Nothing was paid. Begin again in the app.</p><p>${backTo(session.cancelledUrl)}</p>`,
  );

export const noPage = (): Reply =>
  page(
    404,
    'There is no such checkout',
    `${NOTE}<p>Its address is wrong, or the emulators were started anew.</p>`,
  );
