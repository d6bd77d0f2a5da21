import { describe, expect, it } from 'vitest';
import { overPage, payPage, receiptPage } from './page.ts';
import type { Session } from './sessions.ts';

const session: Session = {
  ...{ sessionId: 'cs_simulated_1', paymentId: 'pi_simulated_1', state: 'open', expiresAt: 1 },
  reference: { tollgateOrder: 'ada.r', tollgateProject: 'shop' },
  ...{ name: `<b onclick="x">&'`, amountCents: 499, email: 'a"><script>@example.com' },
  doneUrl: 'https://app.example.com/bought?order=ada.r&checkout=done',
  cancelledUrl: 'https://app.example.com/bought?order=ada.r&checkout=cancelled',
};

describe('the pages of the simulated checkout', () => {
  it('show what people wrote as text', () => {
    for (const { body } of [payPage(session, '<i>'), receiptPage(session), overPage(session)]) {
      expect(body).not.toMatch(/<b |<script|<i>/);
      expect(body).toContain('no money moves');
    }
    expect(payPage(session, null).body).toContain('&#60;b onclick=&#34;x&#34;&#62;&#38;&#39;');
  });

  it('lead to the app alone, run nothing, and stand in no frame', () => {
    const policy = payPage(session, null).headers?.['Content-Security-Policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' https://app.example.com;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(receiptPage(session).body).toContain(
      'href="https://app.example.com/bought?order=ada.r&#38;checkout=done"',
    );
  });
});
