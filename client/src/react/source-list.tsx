import { serverNow } from '../clock.ts';
import { useCreditsState, useSpeech } from './context.ts';
import { bySource } from './sources.ts';

/** What the balance is made of, in the order in which it is used up. */
export function SourceList() {
  const { words, credits, date } = useSpeech();
  const { profile } = useCreditsState();
  const sources = profile ? bySource(profile.grants, serverNow()) : [];
  if (sources.length === 0) return null;
  return (
    <div>
      <p className="tg-label">{words.balance.sources}</p>
      <ul className="tg-sources">
        {sources.map(({ source, amountMicro, expiresAt }) => (
          <li key={`${source}.${expiresAt}`}>
            <span>{words.sources[source]}</span>
            <span className="tg-quiet">
              {expiresAt === null ? words.balance.neverExpires : words.balance.expires(date(expiresAt))}
            </span>
            <span className="tg-amount">{credits(amountMicro)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
